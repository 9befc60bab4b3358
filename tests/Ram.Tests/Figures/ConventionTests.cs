using System.Collections;
using System.Reflection;
using Ram.Figures;

namespace Ram.Tests.Figures;

/// <summary>Finds formatters as a notebook's kernel does: by simple names, through reflection alone.</summary>
public class ConventionTests
{
    private static readonly string[] _still = ["image/svg+xml", "text/plain"];
    private static readonly string[] _moving = ["text/html", "text/plain"];

    [Fact]
    public void A_still_figure_shows_itself_as_svg_and_text()
    {
        Figure figure = Samples.All["learning-curve"]();
        Assert.Equal(
            new Dictionary<string, string> { ["image/svg+xml"] = figure.ToSvg(), ["text/plain"] = figure.ToText() },
            Show(figure, _still));
    }

    [Fact]
    public void A_table_shows_itself_as_svg_and_markdown()
    {
        Table table = Samples.Results();
        Assert.Equal(
            new Dictionary<string, string> { ["image/svg+xml"] = table.ToSvg(), ["text/plain"] = table.ToMarkdown() },
            Show(table, _still));
    }

    [Fact]
    public void An_animated_figure_shows_itself_as_html_and_text()
    {
        Figure figure = Samples.Animation();
        Assert.Equal(
            new Dictionary<string, string> { ["text/html"] = figure.ToHtml(), ["text/plain"] = figure.ToText() },
            Show(figure, _moving));
    }

    [Fact]
    public void A_formatter_declines_what_is_not_its_own()
    {
        object formatter = Formatters(typeof(Figure)).First();
        using var writer = new StringWriter();
        Assert.Equal(false, Format(formatter, "no figure", writer));
        Assert.Equal("", writer.ToString());
    }

    private static Dictionary<string, string> Show(object value, string[] expected)
    {
        object attribute = Attribute(value.GetType());
        var preferred = (string[]?)attribute.GetType().GetProperty("PreferredMimeTypes")!.GetValue(attribute);
        Assert.Equal(expected, preferred);
        var shown = new Dictionary<string, string>();
        foreach (object formatter in Formatters(value.GetType()))
        {
            PropertyInfo mimeType = formatter.GetType().GetProperty("MimeType")!;
            Assert.True(mimeType.CanWrite);
            using var writer = new StringWriter();
            Assert.Equal(true, Format(formatter, value, writer));
            shown[(string)mimeType.GetValue(formatter)!] = writer.ToString();
        }
        return shown;
    }

    private static object Attribute(Type type) =>
        type.GetCustomAttributes(inherit: true).Single(attribute => attribute.GetType().Name == "TypeFormatterSourceAttribute");

    private static IEnumerable<object> Formatters(Type type)
    {
        object attribute = Attribute(type);
        var source = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        object made = Activator.CreateInstance(source)!;
        return ((IEnumerable)source.GetMethod("CreateTypeFormatters")!.Invoke(made, null)!).Cast<object>();
    }

    private static object? Format(object formatter, object value, TextWriter writer)
    {
        MethodInfo format = Assert.Single(formatter.GetType().GetMethods(), method => method.Name == "Format");
        Assert.Equal([typeof(object), typeof(TextWriter)], format.GetParameters().Select(parameter => parameter.ParameterType));
        return format.Invoke(formatter, [value, writer]);
    }
}
