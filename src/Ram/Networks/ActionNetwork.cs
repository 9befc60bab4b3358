using Ram.Numerics;

namespace Ram.Networks;

/// <summary>What to say or do: a linear softmax over classes or actions (section 3, "actions").</summary>
public sealed class ActionNetwork
{
    internal ActionNetwork(List<Parameter> parameters, int hidden, int classes) =>
        Linear = new Linear(parameters, "action", hidden, classes);

    /// <summary>From h_t to the logits.</summary>
    public Linear Linear { get; }

    /// <summary>Computes the probabilities of the classes.</summary>
    /// <param name="hidden">h_t, <c>[rows, hidden]</c>.</param>
    /// <param name="probabilities">Receives the beliefs, <c>[rows, classes]</c>; each row sums to 1.</param>
    public void Forward(Matrix hidden, Matrix probabilities)
    {
        Linear.Forward(hidden, probabilities);
        Softmax.Apply(probabilities);
    }
}
