namespace Ram.Data;

/// <summary>Where MNIST is looked for, and where it is downloaded to.</summary>
/// <param name="Files">The files looked for.</param>
/// <param name="Given">The folder that the caller names, or null.</param>
/// <param name="Variable">The value of <c>RAM_DATA</c>, or null.</param>
/// <param name="WorkingFolder">Where to look for <c>data/mnist</c>, there and in the folders above.</param>
internal sealed record MnistPlaces(
    IReadOnlyList<MnistFile> Files, string? Given, string? Variable, string WorkingFolder)
{
    private static readonly string s_folder = Path.Combine("data", "mnist");

    /// <summary>The places of this process.</summary>
    public static MnistPlaces Current(string? given) =>
        new(Mnist.Files, given, Environment.GetEnvironmentVariable(Mnist.Variable), Environment.CurrentDirectory);

    /// <summary>Whether somebody named a place: then nothing else is looked at, and nothing downloaded.</summary>
    public bool IsNamed => Named is not null;

    /// <summary>Where a download goes: beside the solution if the working folder is within, else below it.</summary>
    public string Target =>
        Path.Combine(Ancestors.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "Ram.sln"))) ?? WorkingFolder,
            s_folder);

    private string? Named => Given ?? (string.IsNullOrWhiteSpace(Variable) ? null : Variable);

    private IEnumerable<string> Ancestors
    {
        get
        {
            for (DirectoryInfo? folder = new(WorkingFolder); folder is not null; folder = folder.Parent)
                yield return folder.FullName;
        }
    }

    /// <summary>The first folder that holds all files, or null.</summary>
    public string? Find() => Candidates().FirstOrDefault(folder => !Missing(folder).Any());

    /// <summary>The files that a folder lacks.</summary>
    public IEnumerable<MnistFile> Missing(string folder) => Files.Where(file => file.FindIn(folder) is null);

    /// <summary>What to tell somebody who named a place without MNIST.</summary>
    public RamException NotThere()
    {
        string place = Given is null ? $"{Mnist.Variable}={Variable}" : Given;
        string found = Directory.Exists(Named) ? "it has no " : "the folder does not exist; it should hold ";
        string missing = string.Join(", ", Missing(Named!).Select(file => file.Name));
        string otherwise = Given is null ? $"unset {Mnist.Variable}" : "name no folder";
        return new RamException($"MNIST is not in {place}: {found}{missing} (raw or .gz, there or in its folder mnist). "
            + $"Copy the files there, name another folder, or {otherwise} to have them downloaded.");
    }

    private IEnumerable<string> Candidates() => Named is { } named
        ? [named, Path.Combine(named, "mnist")]
        : Ancestors.Select(folder => Path.Combine(folder, s_folder));
}
