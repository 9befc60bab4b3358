using Ram.Files;

namespace Ram.Cli.Tests;

/// <summary>No output of a command is one of its inputs, by whatever name, and none lies among them.</summary>
public sealed class OutputIsNoInputTests : IDisposable
{
    private const int Images = 24, Side = 6;

    /// <summary>Commands in which OUT stands for the output, and the inputs that it must not be.</summary>
    private static readonly (string Command, string[] Inputs)[] _commands =
    [
        ("look --model model --image picture.png --out OUT", ["model", "picture.png"]),
        ("evaluate --model model --images x --labels y --first-locations places --predictions OUT",
            ["model", "x", "y", "places"]),
        ("evaluate --model model --folder pictures --predictions OUT", ["pictures/a/0.png"]),
        ("evaluate --model model --folder pictures --stop-when-sure 0.9 --figure OUT", ["model", "pictures/b/1.png"]),
        ("train --images x --labels y --updates 1 --batch 2 --out OUT", ["x", "y"]),
        ("train --images x --labels y --updates 1 --batch 2 --out m --checkpoint OUT", ["x", "y"]),
        ("train --folder pictures --updates 1 --batch 2 --out OUT", ["pictures/a/0.png", "pictures/b/1.png"]),
        ("catch play --model model --out OUT", ["model"]),
        ("table --results results --into OUT", ["results/mnist-2.json"]),
        ("notebooks run n.ipynb --out OUT", ["n.ipynb"]),
    ];

    private readonly Sandbox _sandbox = new();

    public static TheoryData<string, string> Cells
    {
        get
        {
            TheoryData<string, string> cells = [];
            foreach ((string command, string[] inputs) in _commands)
                foreach (string input in inputs)
                    cells.Add(command, input);
            return cells;
        }
    }

    public void Dispose() => _sandbox.Dispose();

    [UnixTheory]
    [MemberData(nameof(Cells))]
    public void An_input_is_refused_by_every_name(string command, string input)
    {
        WriteInputs();
        string file = _sandbox[input], name = Path.GetFileName(input);
        foreach (string folder in new[] { "link", "hard" })
            Directory.CreateDirectory(_sandbox[folder]);
        File.CreateSymbolicLink(_sandbox[$"link/{name}"], file);
        Sandbox.Shell("ln", file, _sandbox[$"hard/{name}"]);
        Directory.CreateSymbolicLink(_sandbox["alias"], Path.GetDirectoryName(file)!);
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        string[] links = [_sandbox[$"link/{name}"], _sandbox[$"hard/{name}"], _sandbox[$"alias/{name}"]];
        foreach (string other in new[] { file, relative }.Concat(links))
        {
            // What names a folder of outputs is given that of the file.
            bool isFolder = command.StartsWith("notebooks", StringComparison.Ordinal);
            AssertRefused(command, isFolder ? Path.GetDirectoryName(other)! : other, other);
        }
    }

    [UnixTheory]
    [InlineData("train --folder pictures --updates 1 --batch 2 --out OUT")]
    [InlineData("evaluate --model model --folder pictures --predictions OUT")]
    public void A_new_file_among_the_pictures_is_refused(string command)
    {
        WriteInputs();
        Directory.CreateSymbolicLink(_sandbox["alias"], _sandbox["pictures"]);
        AssertRefused(command, _sandbox["pictures/new"], _sandbox["pictures/new"]);
        AssertRefused(command, _sandbox["alias/a/new"], _sandbox["alias/a/new"]);
    }

    [UnixFact]
    public void The_files_of_a_training_are_three_whatever_their_names()
    {
        File.CreateSymbolicLink(_sandbox["c"], _sandbox["m"]);
        string[] command = ["train", "mnist", "--updates", "1", "--out", _sandbox["m"], "--checkpoint", _sandbox["c"]];
        Cli.Run(command).ExpectOneLine(2, "must be three files");
    }

    private void AssertRefused(string command, string output, string named)
    {
        SortedDictionary<string, string> before = _sandbox.Snapshot();
        Outcome outcome = Cli.Run([.. command.Split(' ').Select(word => word == "OUT" ? output : Input(word))])
            .Expect(1);
        string line = Assert.Single(outcome.ErrorLines, line => line.StartsWith("ram: ", StringComparison.Ordinal));
        Assert.StartsWith($"ram: Cannot write {named}: it is ", line, StringComparison.Ordinal);
        Assert.Contains(" input ", line, StringComparison.Ordinal);
        Assert.Equal(before, _sandbox.Snapshot());
    }

    private string Input(string word) =>
        Path.Exists(_sandbox[word]) ? _sandbox[word] : word == "m" ? _sandbox["m"] : word;

    private void WriteInputs()
    {
        foreach (string folder in new[] { "pictures/a", "pictures/b", "results" })
            Directory.CreateDirectory(_sandbox[folder]);
        foreach (string file in new[] { "model", "places", "results/mnist-2.json" })
            File.WriteAllText(_sandbox[file], "never read");
        byte[] header = [0, 0, 8, 3, 0, 0, 0, Images, 0, 0, 0, Side, 0, 0, 0, Side];
        byte[] pixels = [.. Enumerable.Range(0, Images * Side * Side).Select(index => (byte)(index * 37))];
        File.WriteAllBytes(_sandbox["x"], [.. header, .. pixels]);
        byte[] labels = [.. Enumerable.Range(0, Images).Select(index => (byte)(index % 2))];
        File.WriteAllBytes(_sandbox["y"], [0, 0, 8, 1, 0, 0, 0, Images, .. labels]);
        for (int index = 0; index < Images; index++)
            File.WriteAllBytes(
                _sandbox[$"pictures/{"ab"[index % 2]}/{index}.png"],
                Png.Encode(Side, Side, 1, pixels.AsSpan(index * Side * Side, Side * Side)));
        File.Copy(_sandbox["pictures/a/0.png"], _sandbox["picture.png"]);
        OutputOption.Prepare(_sandbox);
        File.Copy(_sandbox["inputs/n.ipynb"], _sandbox["n.ipynb"]);
    }
}
