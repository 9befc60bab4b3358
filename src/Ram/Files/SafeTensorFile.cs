namespace Ram.Files;

/// <summary>The content of a safetensors file.</summary>
/// <param name="Tensors">The tensors by name, in the order of their data.</param>
/// <param name="Metadata">The <c>__metadata__</c> of the header; empty without one.</param>
public sealed record SafeTensorFile(
    IReadOnlyDictionary<string, WeightTensor> Tensors,
    IReadOnlyDictionary<string, string> Metadata);
