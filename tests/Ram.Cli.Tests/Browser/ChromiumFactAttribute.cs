namespace Ram.Cli.Tests.Browser;

/// <summary>A test that needs Debian's Chromium; skipped where there is none.</summary>
public class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (!File.Exists(Chromium.Path))
            Skip = $"There is no {Chromium.Path}.";
    }
}
