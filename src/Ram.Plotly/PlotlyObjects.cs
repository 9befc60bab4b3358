using System.Text.Json;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace Ram.Plotly;

/// <summary>
/// JSON of plotly.js as the objects of Plotly.NET. Each part gets the type that Plotly.NET's own styling looks for: it
/// replaces an axis, a title or a list of shapes of any other type instead of changing it.
/// </summary>
internal static class PlotlyObjects
{
    private static readonly char[] _digits = [.. "0123456789"];

    /// <summary>One trace, of the type that the JSON names.</summary>
    public static Trace ToTrace(JsonElement json) =>
        (Trace)Fill(new Trace2D(json.GetProperty("type").GetString()), json);

    /// <summary>Sets every property of the JSON object and returns the target.</summary>
    public static DynamicObj.DynamicObj Fill(DynamicObj.DynamicObj target, JsonElement json)
    {
        foreach (JsonProperty property in json.EnumerateObject())
            target.SetValue(property.Name, ToValue(property.Name, property.Value));
        return target;
    }

    private static object? ToValue(string name, JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Fill(Create(name), json),
        JsonValueKind.Array => ToArray(name, json),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt32(out int whole) ? whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object?[] ToArray(string name, JsonElement json) => name switch
    {
        "shapes" => json.EnumerateArray().Select(item => (Shape)Fill(new Shape(), item)).ToArray(),
        "annotations" => json.EnumerateArray().Select(item => (Annotation)Fill(new Annotation(), item)).ToArray(),
        _ => json.EnumerateArray().Select(item => ToValue("", item)).ToArray(),
    };

    private static DynamicObj.DynamicObj Create(string name) => name.TrimEnd(_digits) switch
    {
        "xaxis" or "yaxis" => new LinearAxis(),
        "legend" => new Legend(),
        "title" => new Title(),
        "font" => new Font(),
        "margin" => new Margin(),
        "line" => new Line(),
        "marker" => new Marker(),
        _ => new DynamicObj.DynamicObj(),
    };
}
