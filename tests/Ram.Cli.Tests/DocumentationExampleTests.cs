using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ram.Tests;

namespace Ram.Cli.Tests;

/// <summary>The types that people start from have an example in their documentation, and each compiles.</summary>
public sealed class DocumentationExampleTests
{
    // As in a C# project and after a notebook's first cell.
    private static readonly string[] _common =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading"];

    private static readonly CSharpParseOptions _program = new(LanguageVersion.CSharp14);

    private static readonly Library _ram = new(
        "Ram",
        [
            "Ram.Catch", "Ram.Data", "Ram.Experiments", "Ram.Experiments.Baselines", "Ram.Experiments.Search",
            "Ram.Files",
            "Ram.Figures", "Ram.Images", "Ram.Model", "Ram.Networks", "Ram.Numerics", "Ram.Training", "Ram.Benchmarks",
        ],
        [
            "Ram.Benchmarks.Benchmark", "Ram.Catch.CatchEvaluation", "Ram.Catch.CatchGame", "Ram.Catch.CatchTrainer",
            "Ram.Data.DigitTask", "Ram.Data.IExamples", "Ram.Data.ImageFolder",
            "Ram.Data.LabelledImages", "Ram.Data.Mnist", "Ram.Experiments.ComparedTable", "Ram.Experiments.Experiment",
            "Ram.Experiments.OwnRecipe", "Ram.Experiments.Recipe", "Ram.Experiments.RunResult",
            "Ram.Experiments.Baselines.FeedForwardOptions", "Ram.Experiments.Search.RandomSearch",
            "Ram.Figures.Comparison", "Ram.Figures.ContactSheet",
            "Ram.Figures.ExperimentFigures", "Ram.Figures.Figure", "Ram.Figures.HeatMap", "Ram.Figures.LearningCurve",
            "Ram.Figures.LineChart", "Ram.Figures.PathSheet", "Ram.Figures.Plot", "Ram.Figures.RetinaView",
            "Ram.Figures.Table", "Ram.Figures.Trajectory", "Ram.Images.ImageBatch", "Ram.Images.Picture",
            "Ram.Images.Retina", "Ram.Model.HybridLoss", "Ram.Model.RamOptions", "Ram.Model.RecurrentAttentionModel",
            "Ram.Model.WeightFile", "Ram.Numerics.RandomStream", "Ram.Training.ConfusionMatrix",
            "Ram.Training.Evaluation",
            "Ram.Training.Trainer",
        ]);

    private static readonly Library _torch = new(
        "Ram.Torch",
        ["Ram.Data", "Ram.Images", "Ram.Model", "Ram.Torch", "TorchSharp", "static TorchSharp.torch"],
        [
            "Ram.Torch.CoreNetwork", "Ram.Torch.TensorExtensions", "Ram.Torch.TorchLoss", "Ram.Torch.TorchRam",
            "Ram.Torch.TorchTrainer",
        ]);

    private static readonly Library _plotly = new(
        "Ram.Plotly", ["Plotly.NET", "Ram.Data", "Ram.Figures", "Ram.Model", "Ram.Plotly", "Ram.Training"],
        ["Ram.Plotly.Charts"]);

    public static TheoryData<string, string> Examples
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (Library library in new[] { _ram, _torch, _plotly })
                foreach ((string member, string _) in library.Examples)
                    all.Add(library.Name, member);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_compiles(string library, string member)
    {
        Library its = new[] { _ram, _torch, _plotly }.Single(each => each.Name == library);
        Assert.All(
            its.Examples.Where(example => example.Member == member), example => Assert.Empty(its.Errors(example.Code)));
    }

    [Fact]
    public void Every_public_entry_point_has_one()
    {
        IEnumerable<string> missing =
            from library in new[] { _ram, _torch, _plotly }
            from type in library.EntryPoints
            where library.Examples.All(example => example.Member != $"T:{type}")
            select type;
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("var model = new RecurrentAttentionModel(3);")]
    [InlineData("new RecurrentAttentionModel(3)")]
    public void Code_that_does_not_compile_is_found(string code) =>
        Assert.Contains(_ram.Errors(code), error => error.Contains("CS1503", StringComparison.Ordinal));

    /// <summary>A library as it was built for the notebooks, with its documentation beside it.</summary>
    private sealed class Library
    {
        private readonly string[] _namespaces;
        private readonly Lazy<MetadataReference[]> _references;

        public Library(string name, string[] namespaces, string[] entryPoints)
        {
            (Name, _namespaces, EntryPoints) = (name, namespaces, entryPoints);
            string folder = Folder(name);
            Examples =
            [
                .. from member in XDocument.Load(Path.Combine(folder, $"{name}.xml")).Descendants("member")
                   from code in member.Descendants("example").Descendants("code")
                   select (member.Attribute("name")!.Value, code.Value),
            ];
            _references = new(() => References(folder, Folder("Ram")));
        }

        public string Name { get; }

        /// <summary>The types that people start from.</summary>
        public IReadOnlyList<string> EntryPoints { get; }

        /// <summary>What has an example, in the words of documentation files, and its code.</summary>
        public IReadOnlyList<(string Member, string Code)> Examples { get; }

        /// <summary>
        /// What the compiler finds wrong in a program, or in a notebook's cell if it ends in a value.
        /// </summary>
        public string[] Errors(string code)
        {
            Compilation compilation = code.TrimEnd()[^1] is ';' or '}' ? Program(code) : Cell(code);
            return
            [
                .. compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error)
                    .Select(found => found.ToString()),
            ];
        }

        private CSharpCompilation Program(string code)
        {
            string usings = string.Concat(_common.Concat(_namespaces).Select(name => $"global using {name};"));
            SyntaxTree[] trees = [.. new[] { code, usings }.Select(text => CSharpSyntaxTree.ParseText(text, _program))];
            OutputKind kind = trees[0].GetRoot().ChildNodes().OfType<GlobalStatementSyntax>().Any()
                ? OutputKind.ConsoleApplication
                : OutputKind.DynamicallyLinkedLibrary;
            return CSharpCompilation.Create("Example", trees, _references.Value, new CSharpCompilationOptions(kind));
        }

        private CSharpCompilation Cell(string code) => CSharpCompilation.CreateScriptCompilation(
            "Example",
            CSharpSyntaxTree.ParseText(code, _program.WithKind(SourceCodeKind.Script)),
            _references.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
                .WithUsings(_common.Concat(_namespaces)));

        // The framework's assemblies, and those of the libraries' folders that are not among them.
        private static MetadataReference[] References(params string[] folders)
        {
            string[] framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
            string system = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
            IEnumerable<string> ours = folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll"));
            return
            [
                .. framework.Where(file => Path.GetDirectoryName(file) == system).Concat(ours.Where(IsManaged))
                    .DistinctBy(Path.GetFileName).Select(file => MetadataReference.CreateFromFile(file)),
            ];
        }

        private static string Folder(string name) => ProjectFolder.PathOf("src", name, "bin", "Release", "net10.0");

        private static bool IsManaged(string file)
        {
            using var reader = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(file));
            return reader.HasMetadata;
        }
    }
}
