namespace Ram.Training;

/// <summary>Where and how often a training writes its checkpoint.</summary>
/// <param name="Path">The file, written aside and renamed.</param>
/// <param name="Every">The least time from one checkpoint to the next; it does not change the result.</param>
public sealed record CheckpointFile(string Path, TimeSpan Every);
