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
    public static void Save(Classifier model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        SafeTensors.Write(
            path,
            model.Parameters.Select(parameter => KeyValuePair.Create(
                parameter.Name, new WeightTensor([.. parameter.Shape], parameter.Value.ToArray()))),
            new Dictionary<string, string>([model.Description, .. model.TrainedOn?.ToMetadata() ?? []]));
    }

    /// <summary>Reads a model, whoever wrote it.</summary>
    /// <exception cref="RamException">When the file is damaged, or not such a model.</exception>
    public static RecurrentAttentionModel Load(string path) => Load(path, FromTensors);

    /// <summary>Reads a model; errors name the file.</summary>
    internal static TModel Load<TModel>(string path, Func<SafeTensorFile, TModel> read)
    {
        SafeTensorFile file = SafeTensors.Read(path);
        try
        {
            return read(file);
        }
        catch (RamException error)
        {
            throw new RamException($"{path}: {error.Message}", error);
        }
    }

    internal static RecurrentAttentionModel FromTensors(SafeTensorFile file)
    {
        if (!file.Metadata.TryGetValue(OptionsKey, out string? json))
            throw new RamException($"the metadata has no {OptionsKey}; a model of this project is needed.");
        RamOptions options = RamOptions.FromJson(json);
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
        WeightTensor tensor = Check(file, name, shape);
        int bad = Array.FindIndex(tensor.Values, value => !float.IsFinite(value));
        if (bad >= 0)
            throw new RamException($"{name} holds a value that is not finite, at {bad}; a trained weight is finite.");
        for (int row = 0; row < target.Rows; row++)
            tensor.Values.AsSpan(row * target.Columns, target.Columns).CopyTo(target.Row(row));
    }

    // The file may ask for more memory than it could fill: every weight that a width decides is looked at first.
    private static GlimpseWidths Widths(SafeTensorFile file, RamOptions options)
    {
        int what = Outputs(file, "glimpse.retina.weight"), where = Outputs(file, "glimpse.location.weight");
        int glimpse = Outputs(file, "glimpse.what.weight"), hidden = options.Hidden;
        int gates = options.Core == CoreKind.Lstm ? 4 * hidden : hidden;
        Check(file, "glimpse.retina.weight", [what, options.GlimpseSize]);
        Check(file, "glimpse.location.weight", [where, 2]);
        Check(file, "glimpse.what.weight", [glimpse, what]);
        Check(file, "glimpse.where.weight", [glimpse, where]);
        Check(file, "core.input.weight", [gates, glimpse]);
        Check(file, "core.hidden.weight", [gates, hidden]);
        return new GlimpseWidths(what, where, glimpse);
    }

    private static int Outputs(SafeTensorFile file, string name)
    {
        WeightTensor tensor = Find(file, name);
        if (tensor.Shape.Length != 2 || tensor.Shape[0] is < 1 or > RamOptions.MostUnits)
            throw new RamException(
                $"{name} is [{string.Join(", ", tensor.Shape)}]; "
                + $"a matrix [out, in] with 1 to {RamOptions.MostUnits} outputs is needed.");
        return tensor.Shape[0];
    }

    /// <exception cref="RamException">When a tensor is not there or of another shape.</exception>
    internal static WeightTensor Check(SafeTensorFile file, string name, IReadOnlyList<int> shape)
    {
        WeightTensor tensor = Find(file, name);
        if (!tensor.Shape.SequenceEqual(shape))
            throw new RamException(
                $"{name} is [{string.Join(", ", tensor.Shape)}]; the options want [{string.Join(", ", shape)}].");
        return tensor;
    }

    private static WeightTensor Find(SafeTensorFile file, string name) =>
        file.Tensors.TryGetValue(name, out WeightTensor? tensor)
            ? tensor
            : throw new RamException($"the tensor {name} is missing.");
}
