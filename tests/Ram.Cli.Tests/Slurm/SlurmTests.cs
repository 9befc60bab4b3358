using Ram.Cli.Slurm;

namespace Ram.Cli.Tests.Slurm;

/// <summary>What is written for Slurm; <c>tests/slurm.sh</c> runs it on a real one.</summary>
public sealed class SlurmTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1,2,3", null, "1-3")]
    [InlineData("7,1,2,9", null, "1-2,7,9")]
    [InlineData("4", 2, "4%2")]
    public void Numbers_are_ranges_with_a_limit(string numbers, int? limit, string expected) =>
        Assert.Equal(
            expected, SlurmArray.Numbers(numbers.Split(',').Select(number => Task(int.Parse(number, null))), limit));

    [Fact]
    public void The_script_of_a_search_is_written_and_not_submitted()
    {
        Outcome outcome = Search(
            "--slurm-script", "--partition", "cpu", "--time", "2:00:00", "--cpus", "4", "--array-limit", "8").Expect(0);
        Assert.Contains("To submit it:  sbatch ", outcome.Output, StringComparison.Ordinal);
        string[] lines = File.ReadAllLines(_folder["slurm/search.sbatch"]);
        Assert.Equal("#!/bin/bash", lines[0]);
        Assert.Contains("#SBATCH --array=1-200%8", lines);
        Assert.Contains("#SBATCH --partition=cpu", lines);
        Assert.Contains("#SBATCH --time=2:00:00", lines);
        Assert.Contains("#SBATCH --cpus-per-task=4", lines);
        Assert.Contains("#SBATCH --requeue", lines);
        Assert.Contains($"#SBATCH --output=\"{_folder["slurm/search-%a.log"]}\"", lines);
        Assert.EndsWith(
            $"search --task mnist --over std,rate --recipe ours --budget 256 --seed 1 --out {_folder.Name} "
            + "--trial \"$SLURM_ARRAY_TASK_ID\" --threads \"$SLURM_CPUS_PER_TASK\"",
            lines[^1], StringComparison.Ordinal);
        Assert.Equal(["slurm"], _folder.Files);
    }

    [Fact]
    public void The_number_of_an_experiment_is_its_row_and_seed()
    {
        Experiment("mnist-2", "mnist-3", "--seeds", "2", "--slurm-script").Expect(0);
        string[] script = File.ReadAllLines(_folder["scratch/slurm/experiment-ours.sbatch"]);
        int rows = Ram.Experiments.Experiment.All.Count;
        Assert.Contains($"#SBATCH --array=3-4,{rows + 3}-{rows + 4}", script);
        Assert.Contains(
            "rows=(mnist-fc-256 mnist-conv mnist-random-1 mnist-2 mnist-3 ", string.Join('\n', script),
            StringComparison.Ordinal);
        Assert.Contains("row=${rows[SLURM_ARRAY_TASK_ID % ${#rows[@]}]}", script);
        Assert.Contains("seed=$((SLURM_ARRAY_TASK_ID / ${#rows[@]} + 1))", script);
        Assert.Contains("experiment \"$row\" --seed \"$seed\" --missing ", script[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Other_settings_are_another_job()
    {
        var one = new SlurmArray("search", "a", "", "--budget 1", [Task(1)]);
        SlurmArray more = one with { Tasks = [Task(1), Task(2)] };
        Assert.Equal(one.JobName, more.JobName);
        Assert.NotEqual(one.JobName, (one with { Arguments = "--budget 2" }).JobName);
        Assert.NotEqual(one.JobName, (one with { Folder = "b" }).JobName);
    }

    [UnixFact]
    public void Without_sbatch_it_offers_the_script()
    {
        const string Script = "host=$(command -v \"$1\"); shift; PATH=/nowhere exec \"$host\" \"$@\"";
        ChildProcess.RunInShell(_folder.Name, Script, [.. _search, "--out", _folder.Name, "--slurm"])
            .ExpectOneLine(1, "sbatch and squeue", "--slurm-script");
    }

    [Fact]
    public void What_is_done_needs_no_Slurm()
    {
        Cli.Run([.. _search[..^1], "2", "--out", _folder.Name]).Expect(0);
        Outcome outcome = Cli.Run([.. _search[..^1], "2", "--out", _folder.Name, "--slurm"]).Expect(0);
        Assert.Contains("2 trials, 0 of which diverged", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Submitted", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_trains_what_has_no_result_yet()
    {
        Experiment("mnist-2", "--missing", "--epochs", "1").Expect(0);
        byte[] before = File.ReadAllBytes(_folder["data/results/mnist-2.json"]);
        Outcome again = Experiment("mnist-2", "--missing", "--epochs", "1").Expect(0);
        Assert.Contains("0 trained, 0 failed, 1 done before.", again.Output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["data/results/mnist-2.json"]));
    }

    [Theory]
    [InlineData("elsewhere/mnist-2.json", 1)]
    [InlineData("mnist-2-here.json", 0)]
    public void A_link_that_points_nowhere_is_no_result(string target, int exit)
    {
        string link = _folder["data/results/mnist-2.json"];
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, target);
        Outcome outcome = Experiment("mnist-2", "--missing", "--epochs", "1").Expect(exit);
        Assert.DoesNotContain("1 done before", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(target, new FileInfo(link).LinkTarget);
        Assert.Equal(exit == 0, File.Exists(_folder["data/results/mnist-2-here.json"]));
    }

    [Fact]
    public void Seeds_are_trained_here_too()
    {
        Experiment("mnist-2", "--seeds", "2", "--epochs", "1").Expect(0);
        Assert.True(File.Exists(_folder["data/results/mnist-2.json"]));
        Assert.True(File.Exists(_folder["data/results/mnist-2-seed-2.json"]));
    }

    [Theory]
    [InlineData("search --task mnist --over std --slurm --trial 3", "--trial and --slurm")]
    [InlineData("search --task mnist --over std --slurm --threads 3", "--threads and --slurm")]
    [InlineData("search --task mnist --over std --slurm --slurm-script", "--slurm and --slurm-script")]
    [InlineData("search --task mnist --over std --cpus 3", "--cpus is given without --slurm")]
    [InlineData("search --task mnist --over std --slurm --time soon", "--time is \"soon\"")]
    [InlineData("search --task mnist --over std --slurm --partition a;b", "--partition is \"a;b\"")]
    [InlineData("experiment --list --slurm", "--list and --slurm")]
    [InlineData("experiment mnist-2 --seed 2 --seeds 3", "--seed and --seeds")]
    public void Wrong_options_are_exit_two_and_one_line(string line, string problem) =>
        Cli.Run(line.Split(' ')).ExpectOneLine(2, problem);

    private static readonly string[] _search =
        ["search", "--task", "mnist", "--over", "std,rate", "--budget", "256", "--trials", "200"];

    private static SlurmTask Task(int number) => new(number, $"Trial {number}", $"trial-{number}.json");

    private Outcome Search(params string[] more) => Cli.Run([.. _search, "--out", _folder.Name, .. more]);

    private Outcome Experiment(params string[] arguments) =>
        Cli.Run(["experiment", .. arguments, "--folder", _folder["data"], "--scratch", _folder["scratch"]]);
}
