namespace Ram.Training;

/// <summary>A training that can be shown, broken off and resumed.</summary>
public interface ITraining
{
    /// <summary>The updates of the whole training.</summary>
    long TotalUpdates { get; }

    /// <summary>The updates done.</summary>
    long Updates { get; }

    /// <summary>Called after each update, on the training's thread.</summary>
    Action? Updated { get; set; }

    /// <summary>Writes a checkpoint.</summary>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    void Save(string path);

    /// <summary>Goes on from a checkpoint of the same training.</summary>
    /// <exception cref="RamException">When the file is damaged, or of another training.</exception>
    void Restore(string path);
}
