using Ram.Cli.Tests.Browser;

namespace Ram.Plotly.Tests;

/// <summary>A test that needs plotly.js besides a browser; skipped without.</summary>
internal sealed class PlotlyFactAttribute : ChromiumFactAttribute
{
    /// <summary>Names the file plotly.min.js.</summary>
    public const string Variable = "RAM_PLOTLY";

    public PlotlyFactAttribute()
    {
        if (!File.Exists(Library))
            Skip = $"{Variable} names no plotly.min.js; npm pack plotly.js-dist-min fetches one.";
    }

    public static string? Library => Environment.GetEnvironmentVariable(Variable);
}
