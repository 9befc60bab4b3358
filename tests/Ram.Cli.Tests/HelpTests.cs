using System.CommandLine;
using Ram.Cli.Commands;
using Ram.Experiments;

namespace Ram.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. Names(Root, "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Help_is_on_the_output_and_tells_every_option(string name)
    {
        string[] path = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Outcome outcome = Cli.Run([.. path, "--help"]).Expect(0);
        Assert.Empty(outcome.Error);
        Assert.Contains($"ram{name} ", outcome.Output, StringComparison.Ordinal);
        Assert.All(Find(path).Options, option =>
        {
            Assert.Contains(option.Name, outcome.Output, StringComparison.Ordinal);
            Assert.False(string.IsNullOrEmpty(option.Description), option.Name);
        });
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Examples_are_good_commands(string name)
    {
        if (Find(name.Split(' ', StringSplitOptions.RemoveEmptyEntries)) is not CliCommand command)
            return;
        Assert.All(command.Examples, example => Assert.Empty(Root.Parse(example.Arguments).Errors));
    }

    [Fact]
    public void Examples_come_with_the_help()
    {
        string help = Cli.Run("train", "--help").Output;
        Assert.Contains("Examples:", help, StringComparison.Ordinal);
        Assert.Matches(@"(?m) train mnist\r?$", help);
    }

    [Fact]
    public void The_first_help_shows_how_to_train_and_to_sprint()
    {
        string examples = Cli.Run("--help").Output.Split("Examples:")[1];
        Assert.Matches(@"(?m) train mnist\r?$", examples);
        Assert.Matches(@"(?m) sprint\r?$", examples);
    }

    [Fact]
    public void Defaults_are_those_of_the_recipes()
    {
        IList<Option> options = Find(["train"]).Options;
        Assert.All(
            options.Where(option => option.Name is not ("--help" or "--resume")),
            option => Assert.Contains("default: ", option.Description, StringComparison.Ordinal));
        string epochs = options.Single(option => option.Name == "--epochs").Description!;
        Assert.All(Recipe.Names, name => Assert.Contains(
            $"{Recipe.Find(name, "mnist").Training.Epochs}", epochs, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_fits_the_width_of_the_terminal()
    {
        string? before = Environment.GetEnvironmentVariable("COLUMNS");
        Environment.SetEnvironmentVariable("COLUMNS", "72");
        try
        {
            string help = Cli.Run("train", "--help").Expect(0).Output;
            string[] lines = help[..help.IndexOf("Examples:", StringComparison.Ordinal)].Split('\n');
            Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 72));
            Assert.Contains(lines, line => line.Length > 50);
        }
        finally
        {
            Environment.SetEnvironmentVariable("COLUMNS", before);
        }
    }

    [Fact]
    public void Version_is_that_of_results() =>
        Assert.Equal(RunResult.CurrentVersion, Cli.Run("--version").Expect(0).Output.Trim());

    private static Command Root => RamCommand.Root(new Terminal(TextWriter.Null, TextWriter.Null), null);

    private static IEnumerable<string> Names(Command command, string name) =>
        command.Subcommands.SelectMany(sub => Names(sub, $"{name} {sub.Name}")).Prepend(name);

    private static Command Find(string[] path) =>
        path.Aggregate(Root, (command, word) => command.Subcommands.Single(sub => sub.Name == word));
}
