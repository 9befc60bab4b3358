using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Ram.Notebooks.Formatting;

/// <summary>Values as one line of text, in .NET Interactive's manner: <c>[ 1, 2 ]</c>, <c>{ Name: x }</c>.</summary>
internal static class PlainTextFormatter
{
    public static string Format(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("<null>");
                break;
            case IFormattable number:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture));
                break;
            case Exception or HtmlText:
            case var _ when ObjectShape.IsScalar(value) || depth == ObjectShape.DepthLimit:
                text.Append(value);
                break;
            case ITuple tuple:
                WriteItems(text, "( ", " )", Enumerable.Range(0, tuple.Length).Select(i => tuple[i]), depth);
                break;
            case IDictionary dictionary:
                WriteItems(text, "[ ", " ]", dictionary.Keys.Cast<object>()
                    .Select(object? (key) => new[] { key, dictionary[key] }), depth);
                break;
            case IEnumerable items:
                WriteItems(text, "[ ", " ]", items.Cast<object?>(), depth);
                break;
            default:
                WriteObject(text, value, depth);
                break;
        }
    }

    private static void WriteItems(
        StringBuilder text, string open, string close, IEnumerable<object?> items, int depth)
    {
        text.Append(open);
        var count = 0;
        foreach (var item in items)
        {
            if (count == ObjectShape.ListLimit)
            {
                text.Append(" ... (more)");
                break;
            }
            if (count++ > 0)
                text.Append(", ");
            Write(text, item, depth + 1);
        }
        text.Append(close);
    }

    private static void WriteObject(StringBuilder text, object value, int depth)
    {
        var type = value.GetType();
        text.Append("{ ");
        if (!ObjectShape.IsAnonymous(type))
            text.Append(TypeName(type)).Append(": ");
        var first = true;
        foreach (var (name, get) in ObjectShape.Members(type))
        {
            text.Append(first ? "" : ", ").Append(name).Append(": ");
            first = false;
            Write(text, get(value), depth + 1);
        }
        text.Append(" }");
    }

    private static string TypeName(Type type)
    {
        var name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(TypeName))}>" : name;
    }
}
