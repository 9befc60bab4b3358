using System.Security.Cryptography;
using System.Text;

namespace Ram.Cli.Slurm;

/// <summary>One task of an array, a pure function of its number; its result is there once it is done.</summary>
internal sealed record SlurmTask(int Number, string Name, string ResultPath);

/// <summary>Tasks of a Slurm job array; the setup is shell that makes variables for the program's arguments.</summary>
internal sealed record SlurmArray(
    string Name, string Folder, string Setup, string Arguments, IReadOnlyList<SlurmTask> Tasks)
{
    public string ScriptPath => Path.Combine(Folder, "slurm", $"{Name}.sbatch");

    /// <summary>What the jobs are called: other settings or another folder are another name.</summary>
    public string JobName => $"ram-{Name}-" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{Path.GetFullPath(Folder)}\n{Setup}\n{Arguments}")))[..8];

    public string LogPath(SlurmTask task) => Path.Combine(Folder, "slurm", Invariant($"{Name}-{task.Number}.log"));

    /// <summary>The numbers of tasks as <c>sbatch --array</c> takes them, such as <c>1-3,7%2</c>.</summary>
    public static string Numbers(IEnumerable<SlurmTask> tasks, int? limit)
    {
        // Numbers that follow each other are as far from their places.
        IEnumerable<string> ranges = tasks.Select(task => task.Number).Order().Index()
            .GroupBy(entry => entry.Item - entry.Index, entry => entry.Item)
            .Select(run => run.Count() == 1 ? Invariant($"{run.First()}") : Invariant($"{run.First()}-{run.Last()}"));
        return string.Join(',', ranges) + (limit is int most ? Invariant($"%{most}") : "");
    }

    public string Script(SlurmOptions options)
    {
        string full = Path.GetFullPath(ScriptPath), stem = Path.ChangeExtension(full, null);
        string?[] lines =
        [
            "#!/bin/bash",
            $"# Written by ram. By hand:  sbatch {CommandLine.Join([full])}",
            "# and for some of the tasks:  sbatch --array=3,7 …",
            "# A task that is done ends at once; one that was stopped or killed goes on from its checkpoint.",
            $"#SBATCH --job-name={JobName}",
            $"#SBATCH --array={Numbers(Tasks, options.ArrayLimit)}",
            Invariant($"#SBATCH --cpus-per-task={options.Cpus}"),
            options.Partition is string partition ? $"#SBATCH --partition={partition}" : null,
            options.Time is string time ? $"#SBATCH --time={time}" : null,
            "#SBATCH --requeue",
            "#SBATCH --open-mode=append",
            $"#SBATCH --output=\"{stem.Replace("%", "%%", StringComparison.Ordinal)}-%a.log\"",
            "",
            $"cd {CommandLine.Join([Directory.GetCurrentDirectory()])} || exit 1",
            .. from variable in new[] { "RAM_DATA", "DOTNET_ROOT" }
               let value = Environment.GetEnvironmentVariable(variable)
               where value is { Length: > 0 }
               select $"export {variable}={CommandLine.Join([value])}",
            "",
            "# Two jobs never do the same task at the same time.",
            $"exec 9>{CommandLine.Join([stem])}-\"$SLURM_ARRAY_TASK_ID\".lock",
            "flock --nonblock 9 || { echo \"Another job is at task $SLURM_ARRAY_TASK_ID.\"; exit 0; }",
            "",
            Setup.Length > 0 ? Setup.ReplaceLineEndings("\n") : null,
            // In place of the shell, so that Slurm's signals reach the program, which then saves its checkpoint.
            $"exec {CommandLine.Program} {Arguments} --threads \"$SLURM_CPUS_PER_TASK\"",
        ];
        return string.Concat(lines.Where(line => line is not null).Select(line => line + "\n"));
    }
}
