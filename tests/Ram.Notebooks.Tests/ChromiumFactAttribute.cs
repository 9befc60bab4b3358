namespace Ram.Notebooks.Tests;

/// <summary>A test that needs Debian's Chromium; skipped where there is none.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public const string Path = "/usr/bin/chromium";

    public ChromiumFactAttribute()
    {
        if (!File.Exists(Path))
            Skip = $"There is no {Path}.";
    }
}
