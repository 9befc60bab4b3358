namespace Ram.Cli.Tests;

/// <summary>The folder that the project lies in.</summary>
internal static class ProjectFolder
{
    /// <summary>The notebooks in reading order.</summary>
    public static string[] Notebooks
    {
        get
        {
            string[] files = Directory.GetFiles(Path.Combine(Find(), "notebooks"), "*.ipynb");
            Array.Sort(files, StringComparer.Ordinal);
            return files;
        }
    }

    private static string Find()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Ram.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
