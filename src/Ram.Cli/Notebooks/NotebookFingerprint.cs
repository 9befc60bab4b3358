using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Ram.Cli.Notebooks;

/// <summary>
/// A checksum of what a notebook's outputs come from: its code cells, the files that they import, and the project's
/// data that they name. Kept with the outputs, it tells when they are no longer what the cells would show.
/// </summary>
internal static class NotebookFingerprint
{
    private static readonly Regex _named = new(
        "(?m)^#!import\\s+\"?(?<path>[^\"\\s]+)|\"(?<path>(\\.\\./)+data/[\\w./-]*)");

    /// <summary>The fingerprint as of now, in hexadecimal.</summary>
    public static string Of(NotebookDocument notebook)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (NotebookCell cell in notebook.CodeCells)
            hash.AppendData(Encoding.UTF8.GetBytes(cell.Source + "\0"));
        IEnumerable<string> named = notebook.CodeCells.SelectMany(cell => _named.Matches(cell.Source))
            .Select(match => Path.GetFullPath(Path.Combine(folder, match.Groups["path"].Value)))
            .Distinct().Order(StringComparer.Ordinal);
        foreach (string file in named.SelectMany(Files))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\0"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Of a path that the code makes up, only the folder is known.
    private static IEnumerable<string> Files(string path) => File.Exists(path) ? [path]
        : Directory.Exists(path) ? Directory.GetFiles(path).Order(StringComparer.Ordinal)
        : [];
}
