using Ram.Notebooks.Formatting;

namespace Ram.Notebooks.Execution;

/// <summary>What a cell can call beside its own code, under the names that .NET Interactive gives.</summary>
public static class NotebookFunctions
{
    private static CellOutputs? _outputs;

    /// <summary>Shows a value below the cell.</summary>
    /// <param name="value">Anything; a type can bring its own formatters by naming convention.</param>
    /// <param name="mimeTypes">The mime types to show it in; none means those that suit it.</param>
    public static void display(object? value, params string[] mimeTypes) =>
        _outputs?.Display(ValueFormatter.Format(value, mimeTypes));

    /// <summary>Text that is shown as HTML: <c>display(HTML("…"))</c>, or as a cell's last expression.</summary>
    /// <param name="content">The HTML.</param>
    public static object HTML(string content) => new HtmlText(content);

    internal static void Show(string mimeType, string text) =>
        _outputs?.Display(new Dictionary<string, string> { [mimeType] = text });

    internal static void Attach(CellOutputs outputs) => _outputs = outputs;
}
