using System.Collections;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Ram.Notebooks.Formatting;

/// <summary>Values as HTML: sequences of objects, dictionaries and objects as tables, all else as text.</summary>
internal static class HtmlFormatter
{
    public static string Format(object? value) => value switch
    {
        HtmlText html => html.Content,
        null or Exception or ITuple => Text(value),
        _ when ObjectShape.IsScalar(value) => Text(value),
        IDictionary dictionary => Table(["key", "value"],
            dictionary.Keys.Cast<object>().Select(key => new[] { key, dictionary[key] })),
        IEnumerable items => Sequence([.. items.Cast<object?>().Take(ObjectShape.ListLimit + 1)], value),
        _ => Table(["property", "value"],
            ObjectShape.Members(value.GetType()).Select(member => new[] { member.Name, member.Get(value) })),
    };

    private static string Sequence(List<object?> items, object whole)
    {
        if (items.Count == 0 || items.Any(item => item is IEnumerable or ITuple || ObjectShape.IsScalar(item))
            || items.DistinctBy(item => item!.GetType()).Count() > 1)
            return Text(whole);
        var members = ObjectShape.Members(items[0]!.GetType());
        return Table(["index", .. members.Select(member => member.Name)],
            items.Select((item, index) => (object?[])[index, .. members.Select(member => member.Get(item!))]));
    }

    private static string Table(IReadOnlyList<string> head, IEnumerable<object?[]> rows)
    {
        var html = new StringBuilder("<table><thead><tr>");
        foreach (var name in head)
            html.Append(CultureInfo.InvariantCulture, $"<th>{WebUtility.HtmlEncode(name)}</th>");
        html.Append("</tr></thead><tbody>");
        var count = 0;
        foreach (var row in rows)
        {
            if (count++ == ObjectShape.ListLimit)
            {
                html.Append(CultureInfo.InvariantCulture, $"<tr><td colspan=\"{head.Count}\">… (more)</td></tr>");
                break;
            }
            html.Append("<tr>");
            foreach (var cell in row)
                html.Append(CultureInfo.InvariantCulture, $"<td>{Encode(cell)}</td>");
            html.Append("</tr>");
        }
        return html.Append("</tbody></table>").ToString();
    }

    private static string Text(object? value) => $"<div class=\"dni-plaintext\"><pre>{Encode(value)}</pre></div>";

    private static string Encode(object? value) => WebUtility.HtmlEncode(PlainTextFormatter.Format(value));
}
