using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ram.Files;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// A training as a safetensors file: weights, best weights and the optimizer's state; options, without threads, and
/// progress as JSON in the metadata. Resumed from it, a training gives the bytes of an unbroken one.
/// </summary>
internal sealed class Checkpoint(Classifier model, Gradients best, ParameterUpdate update, TrainingOptions options)
{
    /// <summary>What is added to the path of a checkpoint that was there before another training's.</summary>
    public const string Previous = ".previous";

    private const string TrainingKey = "ram.training", StateKey = "ram.state", BestPrefix = "best.";
    private const string Kind = "a checkpoint of a training";

    // What is computed from the rest is not kept: the mean loss of an epoch without rollouts is no number.
    private static readonly JsonSerializerOptions _json =
        new() { IgnoreReadOnlyProperties = true, Converters = { new JsonStringEnumConverter() } };

    // What the training is.
    private Dictionary<string, string> Metadata =>
        new([model.Description, new(TrainingKey, JsonSerializer.Serialize(options, _json))]);

    // Every tensor with the parameter whose shape it has.
    private IEnumerable<(string Name, Parameter Parameter, Matrix Value)> Entries =>
    [
        .. model.Parameters.Select(parameter => (parameter.Name, parameter, parameter.Value)),
        .. model.Parameters.Select(parameter => (BestPrefix + parameter.Name, parameter, best[parameter])),
        .. update.State,
    ];

    /// <summary>Writes a checkpoint, aside and renamed.</summary>
    public void Save(string path, TrainingState state) => SafeTensors.Write(
        path,
        Entries.Select(entry => KeyValuePair.Create(
            entry.Name, new WeightTensor([.. entry.Parameter.Shape], entry.Value.ToArray()))),
        new Dictionary<string, string>(Metadata) { [StateKey] = JsonSerializer.Serialize(state, _json) });

    /// <summary>Reads a checkpoint of the same training.</summary>
    /// <exception cref="RamException">When the file is damaged, or of another training.</exception>
    public TrainingState Load(string path) => Read(path, file =>
    {
        List<string> differences = [];
        foreach ((string key, string expected) in Metadata)
            Compare(JsonNode.Parse(file.Text(key, Kind)), JsonNode.Parse(expected), "", differences);
        if (differences.Count > 0)
            throw new RamException(
                $"the checkpoint is of another training: {string.Join("; ", differences)}. "
                + "Resume with the options that it was begun with, or begin anew with another checkpoint file.");
        TrainingState state = State(file);
        // Into spare matrices first, so that a file that is damaged further on changes nothing.
        foreach (bool isTrial in new[] { true, false })
            foreach ((string name, Parameter parameter, Matrix value) in Entries)
                WeightFile.Fill(isTrial ? new Matrix(value.Rows, value.Columns) : value, name, parameter.Shape, file);
        model.Pack();
        return state;
    });

    /// <summary>Reads how far a training is, whatever its options.</summary>
    /// <exception cref="RamException">When the file is damaged, or no checkpoint.</exception>
    public static TrainingState State(string path) => Read(path, State);

    private static TrainingState State(SafeTensorFile file) =>
        JsonSerializer.Deserialize<TrainingState>(file.Text(StateKey, Kind), _json) is { IsSound: true } sound
            ? sound : throw new RamException($"{StateKey} is no state of a training.");

    private static T Read<T>(string path, Func<SafeTensorFile, T> read)
    {
        try
        {
            return WeightFile.Load(path, read);
        }
        catch (RamException error) when (File.Exists(path) && File.Exists(path + Previous))
        {
            throw new RamException($"{error.Message} What was there before it is {path + Previous}.", error);
        }
    }

    private static void Compare(JsonNode? found, JsonNode? expected, string name, List<string> differences)
    {
        if (found is JsonObject there && expected is JsonObject here)
            foreach (string key in there.Select(pair => pair.Key).Union(here.Select(pair => pair.Key)))
                Compare(
                    there[key], here[key],
                    (name.Length > 0 ? $"{name}." : "") + JsonNamingPolicy.CamelCase.ConvertName(key), differences);
        else if (!JsonNode.DeepEquals(found, expected))
            differences.Add($"its {name} is {Text(found)}, this one's is {Text(expected)}");
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "not given";
}
