using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Ram.Cli.Slurm;

/// <summary>Slurm's own commands.</summary>
internal static class SlurmCluster
{
    /// <summary>Submits tasks of an array, and gives the job's number.</summary>
    public static string Submit(string script, string numbers) =>
        Run("sbatch", "--parsable", $"--array={numbers}", script).Trim().Split(';')[0];

    /// <summary>The tasks of the user's jobs of a name that wait or run.</summary>
    /// <returns>The tasks' numbers, and whether each runs.</returns>
    public static IReadOnlyDictionary<int, bool> Queue(string jobName)
    {
        var running = new Dictionary<int, bool>();
        string lines = Run("squeue", "--me", "--array", "--noheader", "--name", jobName, "--format", "%K %T");
        foreach (string line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (int.TryParse(words[0], CultureInfo.InvariantCulture, out int number))
                running[number] = words[^1] != "PENDING" || running.GetValueOrDefault(number);
        }
        return running;
    }

    private static string Run(string command, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : throw new RamException($"{command} failed: {error.Result.Trim()}");
        }
        catch (Win32Exception problem)
        {
            throw new RamException(
                $"There is no {command} on this machine; --slurm needs one that has Slurm's sbatch and squeue. "
                + "To write the script here and submit it there, take --slurm-script in place of --slurm.", problem);
        }
    }
}
