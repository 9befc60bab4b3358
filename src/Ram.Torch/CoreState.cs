using static TorchSharp.torch;

namespace Ram.Torch;

/// <summary>What a core network remembers after a glimpse.</summary>
/// <param name="Hidden">h_t, which the other networks read, <c>[rows, hidden]</c>.</param>
/// <param name="Cell">What else the core carries to its next step, such as an LSTM's c_t; null for nothing.</param>
public sealed record CoreState(Tensor Hidden, Tensor? Cell = null);
