namespace Ram.Tests;

/// <summary>The folder that the project lies in.</summary>
internal static class ProjectFolder
{
    /// <summary>The notebooks of the series, in reading order.</summary>
    public static string[] Notebooks => NotebooksIn("notebooks");

    /// <summary>The solutions of their exercises, in the same order.</summary>
    public static string[] Solutions => NotebooksIn("notebooks", "solutions");

    /// <summary>The path of a file or folder of the project.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Find(), .. parts]);

    private static string[] NotebooksIn(params string[] folder)
    {
        string[] files = Directory.GetFiles(PathOf(folder), "*.ipynb");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static string Find()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Ram.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
