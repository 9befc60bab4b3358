using System.Globalization;
using Ram.Figures;

namespace Ram.Experiments.Search;

/// <summary>The trials of a search side by side.</summary>
/// <param name="Search">The search.</param>
/// <param name="Results">The trials that are done.</param>
public sealed record SearchReport(RandomSearch Search, IReadOnlyList<SearchResult> Results)
{
    /// <summary>The trials that have an error, the best first.</summary>
    public IReadOnlyList<SearchResult> Best { get; } =
    [
        .. Results.Where(result => result.ValidationErrorPercent is not null)
            .OrderBy(result => result.ValidationErrorPercent).ThenBy(result => result.Trial),
    ];

    /// <summary>The best trials as a table.</summary>
    /// <param name="most">The trials that are shown at most.</param>
    public Table ToTable(int most = 10) => new(
        "The best trials",
        [
            new("Trial", true),
            .. Over.Select(setting => new Column(setting.Name, true)),
            new("Validation error, %", true),
        ],
        [.. Best.Take(most).Select(Cells)])
    {
        Caption = Counts,
    };

    /// <summary>The validation error over each setting, a panel each.</summary>
    public Figure ToFigure() => new()
    {
        Title = "Random search: validation error over each setting",
        AltText = Counts + (Best.Count > 0 ? $" The best is trial {Text(Best[0].Trial)}: {Describe(Best[0])}." : ""),
        Caption = Counts + " The best is marked.",
        Panels = [.. Over.Select(Panel)],
        Columns = Math.Min(2, Over.Count),
    };

    private string Counts => string.Create(CultureInfo.InvariantCulture,
        $"{Results.Count} trials, {Results.Count - Best.Count} of which diverged.");

    private IReadOnlyList<SearchSetting> Over => Search.Over;

    private Panel Panel(SearchSetting setting)
    {
        (double low, double high) = setting.Ends(Search.Around);
        return new Panel
        {
            Marks =
            [
                Points(Best, setting) with { Color = Palette.Series[0] },
                Points(Best.Take(1), setting) with { Color = Palette.Emphasis, Radius = 5 },
            ],
            X = new Axis { Label = setting.Label, Logarithmic = true, Min = low, Max = high },
            Y = new Axis { Label = "Validation error, %", Logarithmic = true },
            Width = 360,
            Height = 240,
        };
    }

    private static PointsMark Points(IEnumerable<SearchResult> results, SearchSetting setting) => new(
        [.. results.Select(result => result.Values[setting.Name])],
        [.. results.Select(result => result.ValidationErrorPercent ?? double.NaN)]);

    private string[] Cells(SearchResult result) =>
    [
        Text(result.Trial),
        .. Over.Select(setting => Text(result.Values[setting.Name])),
        string.Create(CultureInfo.InvariantCulture, $"{result.ValidationErrorPercent:0.00}"),
    ];

    private string Describe(SearchResult result)
    {
        IEnumerable<string> values = Over.Select(setting => $"{setting.Name} {Text(result.Values[setting.Name])}");
        return string.Create(
            CultureInfo.InvariantCulture, $"{string.Join(", ", values)}, {result.ValidationErrorPercent:0.00}%");
    }

    private static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
