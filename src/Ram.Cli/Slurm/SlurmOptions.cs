using System.Text.RegularExpressions;

namespace Ram.Cli.Slurm;

/// <summary>The options of commands whose work a Slurm cluster can share.</summary>
internal sealed class SlurmOptions : OptionSet
{
    private const int Cpus = 2;

    private readonly Option<bool> _submit = Flag.Of(
        "--slurm", "Run as a Slurm job array: submit what is missing, follow it and collect; the same again goes on");
    private readonly Option<bool> _scriptOnly = Flag.Of(
        "--slurm-script", "Write the array's script into the folder of the outputs, without submitting it");
    private readonly Option<string?> _partition = Text(
        "--partition", "the partition; default: the cluster's", "NAME", @"^[\w,-]+\z",
        "letters, digits, commas, - and _");
    private readonly Option<string?> _time = Text(
        "--time", "the longest time of a task, after which the same command goes on; default: the partition's", "TIME",
        @"^(\d+-)?\d+(:\d\d){0,2}\z", "minutes, HH:MM:SS or DAYS-HH:MM:SS");
    private readonly Option<int?> _cpus = Number.Whole(
        "--cpus", $"With --slurm: the cores of a task, which do not change the result; default: {Cpus}", 1, 1024);
    private readonly Option<int?> _arrayLimit = Number.Whole(
        "--array-limit", "With --slurm: run this many tasks at once; default: as many as the cluster lets",
        1, 1_000_000);

    /// <summary>What was asked of Slurm; null if the command is to run here.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="local">The options that make sense only where the command runs here.</param>
    public SlurmRequest? Of(ParseResult parsed, params Option[] local)
    {
        string? Given(params Option[] options) =>
            options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;
        if (Given(_submit, _scriptOnly) is not string mode)
            return Given(_partition, _time, _cpus, _arrayLimit) is not string lone ? null
                : throw new UsageException($"{lone} is given without --slurm or --slurm-script, which it is for.");
        if (mode == _submit.Name && parsed.GetValue(_scriptOnly))
            throw new UsageException("--slurm and --slurm-script are both given; allowed: one of them.");
        if (Given(local) is string excluded)
            throw new UsageException(
                $"{excluded} and {mode} are both given; {excluded} is for what runs on this machine.");
        return new SlurmRequest(
            mode == _scriptOnly.Name, parsed.GetValue(_partition), parsed.GetValue(_time),
            parsed.GetValue(_cpus) ?? Cpus, parsed.GetValue(_arrayLimit),
            CommandLine.Of(parsed.Tokens.Select(token => token.Value)));
    }

    private static Option<string?> Text(
        string name, string description, string helpName, string form, string allowed) =>
        Checked.Option(name, $"With --slurm: {description}", helpName, found => Regex.IsMatch(found, form)
            ? (string?)found
            : throw new UsageException($"{name} is \"{found}\"; allowed: {allowed}."));

}

/// <summary>What a user asks of Slurm; null is the cluster's default.</summary>
/// <param name="ScriptOnly">Whether the script is written and not submitted.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Time">The longest time of a task, in Slurm's notation.</param>
/// <param name="Cpus">The cores of a task.</param>
/// <param name="ArrayLimit">The tasks that run at once.</param>
/// <param name="Command">The whole command, as a shell takes it.</param>
internal sealed record SlurmRequest(
    bool ScriptOnly, string? Partition, string? Time, int Cpus, int? ArrayLimit, string Command);
