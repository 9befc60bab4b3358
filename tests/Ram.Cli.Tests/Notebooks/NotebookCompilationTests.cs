using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Ram.Tests;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>The cells of every notebook compile against today's library, of those that run for minutes too.</summary>
public sealed partial class NotebookCompilationTests
{
    // What .NET Interactive's C# kernel imports.
    private static readonly string[] _imports =
    [
        "System", "System.Text", "System.Threading.Tasks", "System.Linq", "System.Collections.Generic",
        "Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Kernel",
        "Microsoft.DotNet.Interactive.Formatting",
    ];

    private static readonly MetadataReference[] _references =
    [
        .. new[] { "Ram", "Ram.Kernel", "Ram.Torch", "Ram.Plotly" }
            .Select(project => ProjectFolder.PathOf("src", project, "bin", "Release", "net10.0"))
            .Append(Path.GetDirectoryName(typeof(object).Assembly.Location)!)
            .SelectMany(folder => Directory.GetFiles(folder, "*.dll"))
            .Where(IsManaged).DistinctBy(Path.GetFileName).Select(file => MetadataReference.CreateFromFile(file)),
    ];

    public static TheoryData<string> Files => [.. ProjectFolder.Notebooks.Concat(ProjectFolder.Solutions)
        .Select(file => Path.GetRelativePath(ProjectFolder.PathOf("notebooks"), file))];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_cell_compiles(string file)
    {
        string path = Path.Combine(ProjectFolder.PathOf("notebooks"), file);
        CSharpCompilation? before = null;
        foreach (JsonNode cell in CommittedNotebook.Read(path).CodeCells)
            foreach (string code in Submissions(CommittedNotebook.Source(cell), Path.GetDirectoryName(path)!))
            {
                SyntaxTree tree = CSharpSyntaxTree.ParseText(
                    code, new CSharpParseOptions(LanguageVersion.CSharp14, kind: SourceCodeKind.Script));
                before = CSharpCompilation.CreateScriptCompilation("Cell", tree, _references,
                    new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: _imports), before);
                Assert.DoesNotContain(before.GetDiagnostics(), found => found.Severity == DiagnosticSeverity.Error);
            }
    }

    // The files that a cell imports come first, in the parts that they consist of.
    private static IEnumerable<string> Submissions(string source, string folder)
    {
        IEnumerable<string> imported = Import().Matches(source)
            .Select(match => Path.Combine(folder, match.Groups["file"].Value))
            .SelectMany(file => File.ReadAllText(file).Split("#!csharp"));
        return imported.Append(source).Select(code => Directive().Replace(code, ""));
    }

    private static bool IsManaged(string file)
    {
        try
        {
            System.Reflection.AssemblyName.GetAssemblyName(file);
            return true;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    [GeneratedRegex("(?m)^#!import \"(?<file>[^\"]+)\"")]
    private static partial Regex Import();

    [GeneratedRegex("(?m)^#(!|r ).*$")]
    private static partial Regex Directive();
}
