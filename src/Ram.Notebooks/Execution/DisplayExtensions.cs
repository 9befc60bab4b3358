namespace Ram.Notebooks.Execution;

/// <summary>What a cell can call on any value, under the names that .NET Interactive gives.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value below the cell.</summary>
    /// <param name="value">Anything.</param>
    /// <param name="mimeTypes">The mime types to show it in; none means those that suit it.</param>
    public static void Display(this object? value, params string[] mimeTypes) =>
        NotebookFunctions.display(value, mimeTypes);

    /// <summary>Shows text that is already in the given mime type, as <c>svg.DisplayAs("image/svg+xml")</c>.</summary>
    /// <param name="value">The text.</param>
    /// <param name="mimeType">Its mime type.</param>
    public static void DisplayAs(this string value, string mimeType) => NotebookFunctions.Show(mimeType, value);
}
