using Ram.Files;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Model;

/// <summary>
/// Models as safetensors files: the parameters under their names, with PyTorch's layouts, and the options in the
/// metadata under <c>ram.options</c>, beside what the model was trained on.
/// </summary>
/// <example><code>
/// RecurrentAttentionModel model = WeightFile.Load("data/models/mnist-6.safetensors");
/// WeightFile.Save(model, "copy.safetensors");
/// </code></example>
public static class WeightFile
{
    /// <summary>The metadata key of the options.</summary>
    public const string OptionsKey = "ram.options";

    /// <summary>Writes a model, or a network without glimpses, aside and renamed.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public static void Save(Classifier model, string path) => SafeTensors.Write(
        path, model.Parameters.Select(parameter => KeyValuePair.Create(
            parameter.Name, new WeightTensor([.. parameter.Shape], parameter.Value.ToArray()))),
        new Dictionary<string, string>([model.Description, .. model.TrainedOn?.ToMetadata() ?? []]));

    /// <summary>
    /// Writes a model that is not made of this library's networks, aside and renamed: what it is, and its tensors in
    /// the order of the file, the last dimension running fastest; and what it was trained on, if that is known.
    /// </summary>
    /// <exception cref="ArgumentException">When a name is used twice, or values do not fill their shape.</exception>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    public static void Save(
        RamOptions options, IEnumerable<(string Name, int[] Shape, float[] Values)> tensors, string path,
        TrainedOn? trainedOn = null) =>
        SafeTensors.Write(
            path, tensors.Select(tensor => KeyValuePair.Create(
                tensor.Name, new WeightTensor(tensor.Shape, tensor.Values))),
            new Dictionary<string, string>([new(OptionsKey, options.ToJson()), .. trainedOn?.ToMetadata() ?? []]));

    /// <summary>Reads a model, whoever wrote it.</summary>
    /// <exception cref="RamException">When the file is damaged, or not such a model.</exception>
    public static RecurrentAttentionModel Load(string path) => Load(path, FromTensors);

    /// <summary>Reads a model; errors name the file.</summary>
    internal static TModel Load<TModel>(string path, Func<SafeTensorFile, TModel> read)
    {
        SafeTensorFile file = SafeTensors.Read(path);
        return InputFile.Naming(path, () => read(file));
    }

    internal static RecurrentAttentionModel FromTensors(SafeTensorFile file)
    {
        var options = RamOptions.FromJson(file.Text(OptionsKey, "a model of this project"));
        var model = new RecurrentAttentionModel(options, Widths(file, options))
        {
            TrainedOn = TrainedOn.FromMetadata(file.Metadata, options.Classes),
        };
        Fill(model, file);
        return model;
    }

    /// <summary>Copies the tensors of a file, which must be just those of the model, into its parameters.</summary>
    internal static void Fill(Classifier model, SafeTensorFile file)
    {
        string? unknown = file.Tensors.Keys.Except(model.Parameters.Select(parameter => parameter.Name)).FirstOrDefault();
        if (unknown is not null)
            throw new RamException($"the tensor {unknown} is none of the model's.");
        foreach (Parameter parameter in model.Parameters)
            Fill(parameter.Value, parameter.Name, parameter.Shape, file);
        model.Pack();
    }

    /// <summary>Copies a tensor of a file into a matrix of that shape.</summary>
    internal static void Fill(Matrix target, string name, IReadOnlyList<int> shape, SafeTensorFile file)
    {
        float[] values = file.Tensor(name, shape).Values;
        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        if (bad >= 0)
            throw new RamException($"{name} holds a value that is not finite, at {bad}; a trained weight is finite.");
        for (int row = 0; row < target.Rows; row++)
            values.AsSpan(row * target.Columns, target.Columns).CopyTo(target.Row(row));
    }

    // The file may ask for more memory than it could fill: every weight that a width decides is looked at first.
    private static GlimpseWidths Widths(SafeTensorFile file, RamOptions options)
    {
        int what = Outputs("retina"), where = Outputs("location"), glimpse = Outputs("what");
        int gates = options.Core == CoreKind.Lstm ? 4 * options.Hidden : options.Hidden;
        file.Tensor("glimpse.retina.weight", [what, options.GlimpseSize]);
        file.Tensor("glimpse.location.weight", [where, 2]);
        file.Tensor("glimpse.what.weight", [glimpse, what]);
        file.Tensor("glimpse.where.weight", [glimpse, where]);
        file.Tensor("core.input.weight", [gates, glimpse]);
        file.Tensor("core.hidden.weight", [gates, options.Hidden]);
        return new GlimpseWidths(what, where, glimpse);

        int Outputs(string layer)
        {
            string name = $"glimpse.{layer}.weight";
            int[] shape = file.Tensor(name).Shape;
            return shape is [>= 1 and <= RamOptions.MostUnits, _] ? shape[0] : throw new RamException(
                $"{name} is [{string.Join(", ", shape)}]; "
                + $"a matrix [out, in] with 1 to {RamOptions.MostUnits} outputs is needed.");
        }
    }
}
