namespace Ram.Interactive.Tests;

/// <summary>Where the project lies: the nearest folder above this assembly that has a solution.</summary>
internal static class ProjectFolder
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static string Notebooks => System.IO.Path.Combine(Path, "notebooks");

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Ram.sln")) ? folder : Find(System.IO.Path.GetDirectoryName(folder)!);
}
