namespace Ram.Tests;

/// <summary>The folder that the project lies in.</summary>
internal static class ProjectFolder
{
    /// <summary>The notebooks in reading order.</summary>
    public static string[] Notebooks
    {
        get
        {
            string[] files = Directory.GetFiles(PathOf("notebooks"), "*.ipynb");
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
    }

    /// <summary>The path of a file or folder of the project.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Find(), .. parts]);

    private static string Find()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Ram.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
