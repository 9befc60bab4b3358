using System.Text.Json.Nodes;
using Ram.Experiments;
using Ram.Tests;

namespace Ram.Cli.Tests.Notebooks;

/// <summary>
/// The outputs in the notebooks are those that today's library makes. Four notebooks that take seconds are run here.
/// Where all have been run, by <c>ram notebooks run … --out FOLDER</c> (solutions: <c>--out FOLDER/solutions</c>), the
/// environment variable <c>RAM_EXECUTED</c> names the folder, and all notebooks in it are compared instead.
/// </summary>
public sealed class FreshOutputTests : IDisposable
{
    private static readonly string? _executed = Environment.GetEnvironmentVariable("RAM_EXECUTED");

    private readonly NotebookFolder _folder = new();

    public static TheoryData<string> Files => _executed is null
        ? ["01-the-retina.ipynb", "02-the-glimpse-network.ipynb", "03-the-core-network.ipynb",
            "06-reinforce-with-a-baseline.ipynb"]
        : [.. Directory.GetFiles(_executed, "*.ipynb", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_executed, file)).Order(StringComparer.Ordinal)];

    public void Dispose() => _folder.Dispose();

    [SameVectorsTheory]
    [MemberData(nameof(Files))]
    public async Task A_notebook_shows_what_todays_library_makes(string file)
    {
        string kept = Path.Combine(ProjectFolder.PathOf("notebooks"), file);
        string run = Path.Combine(_executed ?? _folder.Path, file);
        if (_executed is null)
            await (Runner.Options with { Out = _folder.Path }).RunAsync([kept]);
        string? found = OutputComparison.FirstDifference(CommittedNotebook.Read(kept), CommittedNotebook.Read(run));
        Assert.True(found is null, $"{file}: its outputs are older than the code that makes them. Make them anew by: "
            + $"ram notebooks run notebooks/{file} --in-place. {found}");
    }

    [Theory]
    [InlineData("loss 0.52\n", "loss 0.53\n", "code cell 1, stdout: \"loss 0.52\" is now \"loss 0.53\"")]
    [InlineData("a\nb\n", "a\n", "code cell 1, stdout: \"b\" is now \"\"")]
    [InlineData("caught\n", "missed\n", "code cell 1, stdout: \"caught\" is now \"missed\"")]
    [InlineData("106 errors", "107 errors", "code cell 1, stdout: \"106 errors\" is now \"107 errors\"")]
    [InlineData("loss 0.52\n", "loss 0.52\n", null)]
    [InlineData("largest difference 1.2e-07, -0.0169307", "largest difference 9.1e-08, -0.0169306", null)]
    public void A_stale_text_is_found(string kept, string run, string? difference) =>
        Assert.Equal(difference, OutputComparison.FirstDifference(Printing(kept), Printing(run)));

    [Fact]
    public async Task A_stale_figure_is_found()
    {
        string library = ProjectFolder.PathOf("src", "Ram", "bin", "Release", "net10.0", "Ram.dll").Replace('\\', '/');
        string kept = _folder.Write("figure.ipynb", $"#r \"{library}\"",
            "Ram.Figures.LineChart.Of(\"A line\", \"x\", \"y\", [(\"one\", new[] { 1.0, 2.0 })])");
        await (Runner.Options with { InPlace = true }).RunAsync([kept]);
        CommittedNotebook now = CommittedNotebook.Read(kept);
        Assert.Null(OutputComparison.FirstDifference(now, CommittedNotebook.Read(kept)));

        string dashed = " stroke-dasharray=\\\"1\\\" stroke=";
        File.WriteAllText(kept, File.ReadAllText(kept).Replace(" stroke=", dashed, StringComparison.Ordinal));
        string? found = OutputComparison.FirstDifference(CommittedNotebook.Read(kept), now);
        Assert.Contains("code cell 2, image/svg+xml", found, StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_came_or_went_is_found() => Assert.Equal(
        "code cell 1, outputs: \"stdout\" is now \"\"",
        OutputComparison.FirstDifference(Printing("1"), Printing(null)));

    [Fact]
    public void Cells_that_depend_on_the_machine_are_left_out() =>
        Assert.Null(OutputComparison.FirstDifference(Printing("took 3 s", "machine"), Printing("took 4 s", "machine")));

    private static CommittedNotebook Printing(string? text, params string[] tags)
    {
        JsonObject notebook = NotebookFolder.Notebook("1");
        JsonNode cell = notebook["cells"]![0]!;
        cell["execution_count"] = 1;
        cell["metadata"]!["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
        if (text is not null)
            cell["outputs"]!.AsArray().Add(new JsonObject { ["name"] = "stdout", ["text"] = text });
        return new CommittedNotebook("printing", notebook);
    }
}

/// <summary>
/// A test that compares what models were trained to: the same to the bit only with the same vectors and system.
/// </summary>
internal sealed class SameVectorsTheoryAttribute : TheoryAttribute
{
    public SameVectorsTheoryAttribute() => Skip = OperatingSystem.IsLinux() && Machine.Current.VectorBits == 512
        ? null
        : "The outputs in the notebooks were made on Linux with 512-bit vectors.";
}
