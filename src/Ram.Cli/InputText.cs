namespace Ram.Cli;

/// <summary>Text files that a command reads.</summary>
internal static class InputText
{
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            string problem = File.Exists(path) || Directory.Exists(path)
                ? error.Message.TrimEnd('.')
                : "it does not exist; check the name";
            throw new RamException($"Cannot read {path}: {problem}.", error);
        }
    }
}
