using System.Diagnostics;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;
using Ram.Notebooks.Formatting;
using static System.FormattableString;

namespace Ram.Notebooks.Execution;

/// <summary>The cells of one notebook, each a C# script that goes on from the one before.</summary>
internal sealed class ScriptSession(string folder, PackageRestore packages) : IDisposable
{
    private readonly InteractiveAssemblyLoader _loader = new();
    private ScriptOptions _options = CreateOptions(folder);
    private ScriptState<object>? _state;

    /// <summary>Runs one cell with the console redirected to its outputs.</summary>
    public async Task<CellReply> RunAsync(CellRequest request)
    {
        var outputs = new CellOutputs(request.OutputCap);
        Console.SetOut(new StreamCapture(outputs, "stdout"));
        Console.SetError(new StreamCapture(outputs, "stderr"));
        NotebookFunctions.Attach(outputs);
        var file = Invariant($"cell {request.Cell}");
        try
        {
            var error = await RunAsync(request.Code, file, outputs);
            return new CellReply(outputs.Close(), error);
        }
        catch (PackageException error)
        {
            return new CellReply(outputs.Close(), new CellError(error.Message, NoPackages: true));
        }
#pragma warning disable CA1031 // Whatever a cell throws is its failure, not ours.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new CellReply(outputs.Close(), Describe(error, file));
        }
    }

    public void Dispose() => _loader.Dispose();

    private async Task<CellError?> RunAsync(string code, string file, CellOutputs outputs)
    {
        if (CellDirectives.Packages(code) is { Count: > 0 } wanted)
            AddReferences(await packages.AddAsync(wanted));
        var options = _options.WithFilePath(file);
        var text = CellDirectives.Strip(code);
        var script = _state?.Script.ContinueWith<object>(text, options)
            ?? CSharpScript.Create<object>(text, options, assemblyLoader: _loader);
        var errors = script.Compile().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
            return Describe(errors);
        _state = _state is null ? await script.RunAsync() : await script.RunFromAsync(_state);
        if (HasValue(script.GetCompilation()))
            outputs.Result(ValueFormatter.Format(_state.ReturnValue));
        return null;
    }

    private static ScriptOptions CreateOptions(string folder)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var references = trusted.Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(NotebookFunctions).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
        return ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.CSharp14)
            .WithReferences(references)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            .WithImports("System", "System.Text", "System.Collections", "System.Collections.Generic",
                "System.Threading.Tasks", "System.Linq", typeof(NotebookFunctions).FullName!, typeof(DisplayExtensions).FullName!)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8);
    }

    private void AddReferences(IReadOnlyList<string> libraries)
    {
        var known = _options.MetadataReferences.OfType<PortableExecutableReference>()
            .Select(reference => Path.GetFileName(reference.FilePath)).ToHashSet();
        _options = _options.AddReferences(libraries
            .Where(path => !known.Contains(Path.GetFileName(path)))
            .Select(path => MetadataReference.CreateFromFile(path)));
    }

    /// <summary>Whether the cell ends in an expression with a value (and no semicolon), or returns one.</summary>
    private static bool HasValue(Compilation compilation)
    {
        var tree = compilation.SyntaxTrees.Last();
        var last = ((CompilationUnitSyntax)tree.GetRoot()).Members.OfType<GlobalStatementSyntax>().LastOrDefault();
        return last?.Statement switch
        {
            ReturnStatementSyntax { Expression: not null } => true,
            ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement =>
                compilation.GetSemanticModel(tree).GetTypeInfo(statement.Expression).Type
                    is not { SpecialType: SpecialType.System_Void },
            _ => false,
        };
    }

    private static CellError Describe(List<Diagnostic> errors)
    {
        var first = errors.MinBy(error => error.Location.SourceSpan.Start)!;
        var start = first.Location.GetLineSpan().StartLinePosition;
        return new CellError($"{first.Id}: {first.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}",
            start.Line + 1, start.Character + 1, string.Join("\n", errors));
    }

    private static CellError Describe(Exception error, string file)
    {
        var line = FindLine(error, file);
        var message = $"{error.GetType()}: {error.Message}".ReplaceLineEndings(" ");
        return new CellError(message, line, null, error.ToString());
    }

    private static int? FindLine(Exception error, string file)
    {
        var frame = new StackTrace(error, fNeedFileInfo: true).GetFrames()
            .FirstOrDefault(frame => frame.GetFileName() == file && frame.GetFileLineNumber() > 0);
        return frame?.GetFileLineNumber()
            ?? (error.InnerException is { } inner ? FindLine(inner, file) : null);
    }
}
