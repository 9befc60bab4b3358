using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>Libraries compiled in the test, referenced from cells by path and as packages.</summary>
public sealed class NotebookRunnerReferenceTests : IDisposable
{
    private const string Formatted = """
        using System;
        using System.Collections.Generic;
        using System.IO;

        namespace Shapes;

        [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
        internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
        {
            public Type FormatterSourceType { get; } = formatterSourceType;
            public string[]? PreferredMimeTypes { get; set; }
        }

        internal sealed class Source
        {
            public IEnumerable<object> CreateTypeFormatters() => [new Svg(), new Declining()];
        }

        internal sealed class Svg
        {
            public string MimeType { get; set; } = "image/svg+xml";
            public bool Format(object instance, TextWriter writer)
            {
                var shape = (Shape)instance;
                if (shape.Size < 0)
                    throw new InvalidOperationException("a negative size");
                writer.Write($"<svg>{shape.Size}</svg>");
                return true;
            }
        }

        internal sealed class Declining
        {
            public string MimeType { get; set; } = "text/plain";
            public bool Format(object instance, TextWriter writer) => false;
        }

        [TypeFormatterSource(typeof(Source), PreferredMimeTypes = new[] { "image/svg+xml", "text/plain" })]
        public class Shape(int size)
        {
            public int Size => Helper.Double.Of(size);
        }

        public sealed class Square(int size) : Shape(size);
        """;

    private const string Helper =
        "namespace Helper; public static class Double { public static int Of(int n) => 2 * n; }";

    private readonly NotebookFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_referenced_type_shows_itself_by_the_naming_convention()
    {
        var helper = Compile("library/Helper.dll", Helper);
        Compile("library/Shapes.dll", Formatted, helper);
        var path = _folder.Write("notebook.ipynb",
            "#r \"library/Shapes.dll\"\nusing Shapes;",
            "display(new Shape(3));",
            "new Square(4)",
            "new Shape(-1)");
        var report = await Runner.RunAsync([path], Runner.Options with { InPlace = true });
        Assert.Equal((4, 3), (report.Failure!.Cell, report.CellsRun));
        Assert.Contains("a negative size", report.Failure.Message, StringComparison.Ordinal);

        path = _folder.Write("notebook.ipynb", "#r \"library/Shapes.dll\"\nusing Shapes;", "new Square(4)");
        report = await Runner.RunAsync([path], Runner.Options with { InPlace = true });
        Assert.Null(report.Failure);
        var notebook = new ExecutedNotebook(path);
        Assert.Equal("<svg>8</svg>", notebook.Shown(1, "image/svg+xml"));
        Assert.Equal("Square\n      Size: 8", notebook.Shown(1));
        Assert.Equal(2, notebook.Outputs(1)[0]["data"]!.AsObject().Count);
    }

    [Fact]
    public async Task A_missing_library_is_a_compile_error_with_its_line()
    {
        var path = _folder.Write("notebook.ipynb", "// first\n#r \"library/None.dll\"");
        var report = await Runner.RunAsync([path], Runner.Options);
        Assert.Equal((1, 2), (report.Failure!.Cell, report.Failure.Line));
        Assert.Contains("library/None.dll", report.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_is_restored_with_what_it_depends_on()
    {
        var helper = Compile("packed/Helper.dll", Helper);
        Pack("Small.Helper", helper, "");
        Pack(
            "Small.Shapes", Compile("packed/Shapes.dll", Formatted, helper),
            """<dependency id="Small.Helper" version="1.2.3" />""");
        File.WriteAllText(_folder["NuGet.config"], """
            <configuration>
              <config><add key="globalPackagesFolder" value="cache" /></config>
              <packageSources><clear /><add key="local" value="feed" /></packageSources>
            </configuration>
            """);
        var path = _folder.Write("notebook.ipynb",
            "#r \"nuget: Small.Shapes, 1.2.3\"\nnew Shapes.Shape(3)",
            "Helper.Double.Of(2)",
            "\n#r \"nuget: Small.Nothing, 1.0.0\"");
        var report = await Runner.RunAsync([path], Runner.Options);
        Assert.Equal((2, 3), (report.CellsRun, report.Failure!.Cell));
        Assert.Contains("Small.Nothing", report.Failure.Message, StringComparison.Ordinal);
    }

    private string Compile(string file, string code, params string[] references)
    {
        var path = _folder[file];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var framework = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System.*.dll")
            .Where(library => !library.EndsWith(".Native.dll", StringComparison.Ordinal));
        var result = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(file),
            [CSharpSyntaxTree.ParseText(code)],
            framework.Concat(references).Select(library => MetadataReference.CreateFromFile(library)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .Emit(path);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return path;
    }

    private void Pack(string id, string library, string dependency)
    {
        Directory.CreateDirectory(_folder["feed"]);
        using var package = ZipFile.Open(_folder[$"feed/{id}.1.2.3.nupkg"], ZipArchiveMode.Create);
        package.CreateEntryFromFile(library, $"lib/net10.0/{Path.GetFileName(library)}");
        using var spec = new StreamWriter(package.CreateEntry($"{id}.nuspec").Open());
        spec.Write($"""
            <package><metadata>
              <id>{id}</id><version>1.2.3</version><authors>test</authors><description>test</description>
              <dependencies><group targetFramework="net10.0">{dependency}</group></dependencies>
            </metadata></package>
            """);
    }
}
