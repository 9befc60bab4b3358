namespace Ram.Cli.Training;

/// <summary>What a training learns from and is judged by.</summary>
/// <param name="Task">The task, or what one's own images are called.</param>
/// <param name="Source">What the images are made of, as result files call it.</param>
/// <param name="Checksum">The SHA-256 of the source.</param>
/// <param name="Description">All of it in one line, by which a checkpoint knows its data again.</param>
/// <param name="Train">The images to train on.</param>
/// <param name="Validation">The images that the best epoch is chosen on.</param>
/// <param name="Test">The images that are reported on; null for images of one's own.</param>
internal sealed record TrainingData(
    string Task, string Source, string Checksum, string Description, IExamples Train, LabelledImages Validation,
    LabelledImages? Test)
{
    /// <summary>What the model should keep of its images; null for a task of the paper.</summary>
    public TrainedOn? Kept { get; init; }

    /// <summary>The user's own images, of which none are kept back for a test.</summary>
    public static TrainingData Of(OwnData own, Recipe recipe) => new(
        own.Name.Split('.')[0], own.Name, own.Checksum, $"{own.Name}, {own.Checksum}, {recipe.Distortion}",
        recipe.Prepare(own.Train), own.Validation, Test: null)
    {
        Kept = own.Train.TrainedOn,
    };

    /// <summary>A task of the paper as a recipe trains on it.</summary>
    public static TrainingData Of(DigitTask task, Recipe recipe)
    {
        DigitTask prepared = recipe.Prepare(task);
        return new TrainingData(
            task.Name, task.DataName, task.DataChecksum, prepared.Description, prepared.Train, prepared.Validation,
            task.Test);
    }
}
