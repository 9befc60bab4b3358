using System.Text.Json;
using System.Text.Json.Serialization;
using Ram.Files;
using Ram.Model;
using Ram.Networks;
using Ram.Numerics;

namespace Ram.Training;

/// <summary>
/// A training as a safetensors file: weights, best weights and the optimizer's state as tensors; options and progress
/// as JSON in the metadata. A training resumed from it gives the bytes of an unbroken one.
/// </summary>
internal static class Checkpoint
{
    private const string TrainingKey = "ram.training", StateKey = "ram.state", BestPrefix = "best.";

    // What is computed from the rest is not kept: the mean loss of an epoch without rollouts is no number.
    private static readonly JsonSerializerOptions _json =
        new() { IgnoreReadOnlyProperties = true, Converters = { new JsonStringEnumConverter() } };

    /// <summary>Writes a checkpoint, aside and renamed.</summary>
    /// <remarks>The number of threads must not be among the options: a training may be resumed on another.</remarks>
    public static void Save<TOptions, TState>(
        string path, Classifier model, Gradients best, ParameterUpdate update, TOptions options, TState state)
        where TState : ICheckpointState
    {
        var tensors = WeightFile.Tensors(model.Parameters, "")
            .Concat(model.Parameters.Select(parameter => Pair(BestPrefix + parameter.Name, parameter, best[parameter])))
            .Concat(update.State.Select(entry => Pair(entry.Name, entry.Parameter, entry.Value)));
        var metadata = new Dictionary<string, string>([model.Description])
        {
            [TrainingKey] = JsonSerializer.Serialize(options, _json),
            [StateKey] = JsonSerializer.Serialize(state, _json),
        };
        SafeTensors.Write(path, tensors, metadata);
    }

    /// <summary>Reads a checkpoint into a training of the same options.</summary>
    /// <exception cref="RamException">When the file is damaged, or of another training.</exception>
    public static TState Load<TOptions, TState>(
        string path, Classifier model, Gradients best, ParameterUpdate update, TOptions options)
        where TState : class, ICheckpointState
    {
        SafeTensorFile file = SafeTensors.Read(path);
        return Naming(path, () =>
        {
            Check(file, model.Description.Key, model.Description.Value);
            Check(file, TrainingKey, JsonSerializer.Serialize(options, _json));
            TState state = State<TState>(file);
            Fill(file, model, best, update);
            return state;
        });
    }

    /// <summary>Reads how far a training is, whatever its options.</summary>
    /// <exception cref="RamException">When the file is damaged, or no checkpoint.</exception>
    public static TrainingState State(string path)
    {
        SafeTensorFile file = SafeTensors.Read(path);
        return Naming(path, () => State<TrainingState>(file));
    }

    private static TState Naming<TState>(string path, Func<TState> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is RamException or JsonException)
        {
            throw new RamException($"{path}: {error.Message}", error);
        }
    }

    private static TState State<TState>(SafeTensorFile file) where TState : class, ICheckpointState =>
        JsonSerializer.Deserialize<TState>(Metadata(file, StateKey), _json) is { IsSound: true } state
            ? state
            : throw new RamException($"{StateKey} is no state of a training.");

    private static void Fill(SafeTensorFile file, Classifier model, Gradients best, ParameterUpdate update)
    {
        foreach (Parameter parameter in model.Parameters)
        {
            WeightFile.Fill(parameter.Value, parameter.Name, parameter.Shape, file);
            WeightFile.Fill(best[parameter], BestPrefix + parameter.Name, parameter.Shape, file);
        }
        foreach ((string name, Parameter parameter, Matrix value) in update.State)
            WeightFile.Fill(value, name, parameter.Shape, file);
        model.Pack();
    }

    private static KeyValuePair<string, WeightTensor> Pair(string name, Parameter parameter, Matrix value) =>
        KeyValuePair.Create(name, new WeightTensor([.. parameter.Shape], value.ToArray()));

    private static void Check(SafeTensorFile file, string key, string expected)
    {
        string found = Metadata(file, key);
        if (found != expected)
            throw new RamException(
                $"the checkpoint is of another training: its {key} is {found}, this one's is {expected}. "
                + "Resume with the options that it was begun with, or begin anew with another checkpoint file.");
    }

    private static string Metadata(SafeTensorFile file, string key) =>
        file.Metadata.TryGetValue(key, out string? value)
            ? value
            : throw new RamException($"the metadata has no {key}; a checkpoint of a training is needed.");
}
