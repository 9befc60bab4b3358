namespace Ram.Cli.Tests;

/// <summary>Inputs that every test of outputs shares.</summary>
public sealed class OutputInputs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutputInputs()
    {
        Cli.Run("train", "mnist", "--updates", "1", "--batch", "8", "--glimpses", "2", "--out", Model).Expect(0);
        Cli.Run("catch", "train", "--updates", "1", "--batch", "8", "--out", Agent).Expect(0);
    }

    public string Model => _folder["model.safetensors"];

    public string Agent => _folder["agent.safetensors"];

    public void Dispose() => _folder.Dispose();
}

/// <summary>What a command writes because an option names it, or names its folder.</summary>
/// <param name="Name">The command and the option.</param>
/// <param name="File">The file, in the folder of outputs.</param>
/// <param name="Command">The whole command for a folder of outputs, in a sandbox with inputs.</param>
internal sealed record OutputOption(string Name, string File, Func<OutputInputs, Sandbox, string[]> Command)
{
    /// <summary>A page that <c>ram table</c> finds its place in.</summary>
    private const string Page = "<!-- ram table -->\n<!-- /ram table -->\n";

    private const string Notebook =
        """{"cells":[{"cell_type":"markdown","id":"a","metadata":{},"source":"text"}],"metadata":{},"nbformat":4,"nbformat_minor":5}""";

    /// <summary>Whether <c>-</c> is standard output.</summary>
    public bool IsText { get; private init; }

    /// <summary>Whether it is read again, and so must be a regular file.</summary>
    public bool MustRename { get; private init; }

    /// <summary>Whether what was there stays beside it.</summary>
    public bool KeepsPrevious { get; private init; }

    /// <summary>Whether it goes when the command is done.</summary>
    public bool IsPassing { get; private init; }

    /// <summary>Whether training ends with it.</summary>
    public bool IsModel { get; private init; }

    /// <summary>Whether it takes so long that it is written in few tests; its code is that of another option.</summary>
    public bool IsLong { get; private init; }

    /// <summary>Whether it takes so long that tests only see it refused.</summary>
    public bool IsSlow { get; private init; }

    /// <summary>What the command finds there in order to change it; null if it changes whatever is there.</summary>
    public string? Old { get; private init; }

    /// <summary>Why a file that is there is left; null if it is replaced.</summary>
    public string? Refusal { get; private init; }

    /// <summary>Every option of every command that names an output.</summary>
    public static IReadOnlyList<OutputOption> All { get; } =
    [
        new("look --out", "page.html", (i, s) => ["look", "--model", i.Model, "--out", In(s, "page.html")])
        {
            IsText = true,
        },
        new("evaluate --predictions", "said.txt", (i, s) =>
            ["evaluate", "--model", i.Model, "--task", "mnist", "--predictions", In(s, "said.txt")])
        {
            IsText = true,
        },
        new("evaluate --figure", "curve.svg", (i, s) =>
            ["evaluate", "--model", i.Model, "--task", "mnist", "--stop-when-sure", "0.9",
                "--figure", In(s, "curve.svg")])
        {
            IsText = true,
        },
        new("data --sheet", "sheet.svg", (_, s) => ["data", "--sheet", In(s, "sheet.svg")]) { IsText = true },
        new("catch play --out", "games.html", (i, s) =>
            ["catch", "play", "--model", i.Agent, "--games", "1", "--out", In(s, "games.html")])
        {
            IsText = true,
        },
        new("bench --figure", "curve.svg", (_, s) => ["bench", "--crossover", "--figure", In(s, "curve.svg")])
        {
            IsText = true,
            IsSlow = true,
        },
        new("train --out", "m.safetensors", (_, s) => Train(s, "--out", In(s, "m.safetensors"))) { IsModel = true },
        new("train --out, its result", "m.json", (_, s) => Train(s, "--out", In(s, "m.safetensors")))
        {
            IsModel = true,
        },
        new("train --checkpoint", "c", (_, s) => Train(s, "--out", s["m"], "--checkpoint", In(s, "c")))
        {
            MustRename = true,
            KeepsPrevious = true,
        },
        new("catch train --out", "a.safetensors", (_, s) => Catch("--out", In(s, "a.safetensors")))
        {
            IsModel = true,
            IsLong = true,
        },
        new("catch train --checkpoint", "c", (_, s) => Catch("--out", s["m"], "--checkpoint", In(s, "c")))
        {
            IsLong = true,
            MustRename = true,
            KeepsPrevious = true,
        },
        new("sprint --out", "mnist.safetensors", (_, s) => ["sprint", "mnist", "--out", s.Out])
        {
            IsModel = true,
            IsLong = true,
        },
        new("search --out, its figure", "search.svg", (_, s) => Search(s, "--trials", "2")) { MustRename = true },
        new("search --out, a trial", "trial-0001.json", (_, s) => Search(s, "--trial", "1"))
        {
            MustRename = true,
            Refusal = "is not a valid result file",
        },
        new("experiment --scratch", "mnist-2.safetensors", (_, s) =>
            Experiment("--folder", s["data"], "--scratch", s.Out))
        {
            IsModel = true,
        },
        new("experiment --folder", "results/mnist-2.json", (_, s) =>
            Experiment("--folder", s.Out, "--scratch", s["scratch"]))
        {
            IsModel = true,
        },
        new("experiment --checkpoint", "c", (_, s) =>
            Experiment("--folder", s["data"], "--scratch", s["scratch"], "--checkpoint", In(s, "c")))
        {
            MustRename = true,
            KeepsPrevious = true,
            IsPassing = true,
        },
        new("table --into", "page.md", (_, s) => ["table", "1a", "--results", s["inputs"], "--into", In(s, "page.md")])
        {
            MustRename = true,
            Old = Page,
        },
        new("notebooks run --out", "n.ipynb", (_, s) => ["notebooks", "run", s["inputs/n.ipynb"], "--out", s.Out]),
        new("notebooks run --in-place", "n.ipynb", (_, s) => ["notebooks", "run", "--in-place", In(s, "n.ipynb")])
        {
            MustRename = true,
            Old = Notebook,
        },
    ];

    /// <summary>Puts the inputs that have names of their own into a sandbox.</summary>
    public static void Prepare(Sandbox sandbox)
    {
        foreach (string folder in new[] { "inputs", "data/results", "scratch" })
            Directory.CreateDirectory(sandbox[folder]);
        System.IO.File.WriteAllText(sandbox["inputs/n.ipynb"], Notebook);
    }

    private static string In(Sandbox sandbox, string file) => Path.Combine(sandbox.Out, file);

    private static string[] Train(Sandbox sandbox, params string[] files) =>
        ["train", "mnist", "--updates", "1", "--batch", "8", "--glimpses", "2", .. files];

    private static string[] Catch(params string[] files) =>
        ["catch", "train", "--updates", "1", "--batch", "8", .. files];

    private static string[] Search(Sandbox sandbox, params string[] trials) =>
        ["search", "--task", "mnist", "--over", "std", "--budget", "32", "--out", sandbox.Out, .. trials];

    private static string[] Experiment(params string[] files) => ["experiment", "mnist-2", "--epochs", "1", .. files];
}
