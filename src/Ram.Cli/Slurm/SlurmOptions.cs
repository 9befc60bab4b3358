using System.Text.RegularExpressions;

namespace Ram.Cli.Slurm;

/// <summary>What a user asks of Slurm: options of commands whose work a cluster can share.</summary>
internal sealed class SlurmOptions : OptionSet
{
    private const int DefaultCpus = 2;

    private readonly Option<bool> _submit = Flag(
        "--slurm", "Run as a Slurm job array: submit what is missing, follow it and collect; the same again goes on");
    private readonly Option<bool> _scriptOnly = Flag(
        "--slurm-script", "Write the array's script into the folder of the outputs, without submitting it");
    private readonly Option<string?> _partition = Form("--partition",
        "the partition; default: the cluster's", "NAME", @"^[\w,-]+\z", "letters, digits, commas, - and _");
    private readonly Option<string?> _time = Form(
        "--time", "the time limit of a task; to go on after it, give the same command again; default: the partition's", "TIME",
        @"^(\d+-)?\d+(:\d\d){0,2}\z", "minutes, HH:MM:SS or DAYS-HH:MM:SS");
    private readonly Option<int?> _cpus = Whole("--cpus",
        $"With --slurm: the cores of a task, which do not change the result; default: {DefaultCpus}", 1, 1024);
    private readonly Option<int?> _arrayLimit = Whole("--array-limit",
        "With --slurm: run at most this many tasks at once; default: as many as the cluster allows", 1, 1_000_000);

    public bool ScriptOnly => Get(_scriptOnly);
    public string? Partition => Get(_partition);
    public string? Time => Get(_time);
    public int Cpus => Get(_cpus) ?? DefaultCpus;
    public int? ArrayLimit => Get(_arrayLimit);

    /// <summary>The whole command, as a shell takes it.</summary>
    public string Command => CommandLine.Of(Parsed.Tokens.Select(token => token.Value));

    /// <summary>Whether Slurm is asked for; throws if so are options that make sense only without it.</summary>
    public bool IsAsked(params Option[] local)
    {
        foreach (Option option in new Option[] { _partition, _time, _cpus, _arrayLimit })
            Parsed.CheckNeeds(option, ", which it is for", _submit, _scriptOnly);
        Parsed.CheckAtMostOne([_submit, _scriptOnly]);
        if (Parsed.Given(_submit, _scriptOnly) is not [Option mode])
            return false;
        foreach (Option option in local)
            Parsed.CheckAtMostOne([option, mode], $"{option.Name} is for what runs on this machine");
        return true;
    }

    private static Option<string?> Form(
        string name, string description, string helpName, string form, string allowed) =>
        Text(name, $"With --slurm: {description}", helpName, found => Regex.IsMatch(found, form)
            ? (string?)found : throw new UsageException($"{name} is \"{found}\"; allowed: {allowed}."));
}
