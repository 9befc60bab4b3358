namespace Ram.Cli;

/// <summary>Loads tasks made of some digits, or else what RAM_DATA names, and says so if it takes long.</summary>
internal sealed class TaskLoader(Terminal terminal, DigitSets? digits)
{
    /// <summary>The images of a task; the seed fixes the training images that are drawn on the fly.</summary>
    public DigitTask Load(string task, ulong seed = 1) => terminal.During($"Loading {task}", () =>
    {
        DigitTask loaded = DigitTask.Load(task, seed, digits);
        // The fixed sets are made when they are first asked for: now, while the screen says so.
        _ = (loaded.Validation, loaded.Test);
        return loaded;
    });

    /// <summary>The same for a model that tells as many classes apart.</summary>
    public DigitTask Load(string task, RecurrentAttentionModel model, string path)
    {
        DigitTask loaded = Load(task);
        return loaded.Train.Classes == model.Classes ? loaded : throw new RamException(
            $"{path} tells {model.Classes} classes apart, and {task} has {loaded.Train.Classes}; give a model of that task.");
    }

    /// <summary>The same of MNIST alone, for what stands beside the paper's figures.</summary>
    public DigitTask LoadMnist(string task, ulong seed)
    {
        DigitTask loaded = Load(task, seed);
        if (digits is null && loaded.DataChecksum != Mnist.Checksum)
            throw new RamException(
                $"Experiments stand beside the paper's and need MNIST, not {loaded.DataName}; unset {Mnist.Variable}.");
        return loaded;
    }
}
