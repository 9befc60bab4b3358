namespace Ram.Cli.Training;

/// <summary>
/// What a training learns from and is judged by. The source is what the images are made of, as result files call it,
/// with its SHA-256; the description is all of it in one line, by which a checkpoint knows its data again. One's own
/// images have no test, and the model keeps something of them.
/// </summary>
internal sealed record TrainingData(
    string Task, (string Name, string Checksum) Source, string Description, IExamples Train, LabelledImages Validation,
    LabelledImages? Test, TrainedOn? Kept)
{
    /// <summary>A class of fewer images, and a validation of fewer, are remarked on.</summary>
    private const int FewImages = 10, FewValidation = 100;

    /// <summary>A task of the paper as a recipe trains on it.</summary>
    public static TrainingData Of(DigitTask task, Recipe recipe)
    {
        DigitTask prepared = recipe.Prepare(task);
        return new TrainingData(
            task.Name, (task.DataName, task.DataChecksum), prepared.Description, prepared.Train, prepared.Validation,
            task.Test, Kept: null);
    }

    /// <summary>The user's own images, of which none are kept back for a test.</summary>
    public static TrainingData Own(string path, LabelledImages train, LabelledImages validation, Recipe recipe)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        string checksum = DigitSets.ChecksumOf(train, validation);
        return new TrainingData(
            name.Split('.')[0], (name, checksum), $"{name}, {checksum}, {recipe.Distortion}", recipe.Prepare(train),
            validation, Test: null, train.TrainedOn);
    }

    /// <summary>What to say aloud of the user's own images, a line each.</summary>
    public static IEnumerable<string> Notes(LabelledImages all, LabelledImages train, LabelledImages validation)
    {
        string colours = all.Channels switch { 1 => "in grey", 3 => "in colour", int many => $"of {many} channels" };
        yield return $"{Count.Of(all.Count, "image")} of {all.Width}x{all.Height} pixels {colours}, "
            + $"{all.Classes} classes: {train.Count} to train on, {validation.Count} to validate.";
        string[] few = [.. all.ClassNames.Index()
            .Select(name => (Name: name.Item, Count: all.Labels.Count(label => label == name.Index)))
            .Where(group => group.Count < FewImages).Select(group => $"{group.Name} ({group.Count})")];
        if (few.Length > 0)
            yield return $"Classes of fewer than {FewImages} images are hardly learned: "
                + string.Join(", ", few.Take(8)) + (few.Length > 8 ? " …" : ".");
        if (validation.Count < FewValidation)
            yield return $"{Count.Of(validation.Count, "image")} to validate {(validation.Count == 1 ? "is" : "are")} "
                + "few: the validation error is a rough guess, to about "
                + $"{Math.Round(50 / Math.Sqrt(validation.Count))} percentage points.";
    }
}
