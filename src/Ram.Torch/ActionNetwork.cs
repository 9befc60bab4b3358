namespace Ram.Torch;

/// <summary>Which class it is: the logits, <c>[…, classes]</c>, of a linear softmax of h_t.</summary>
/// <param name="hidden">The width of h_t.</param>
/// <param name="classes">The classes to choose from.</param>
public sealed class ActionNetwork(int hidden, int classes) : LinearHead(nameof(ActionNetwork), hidden, classes);
