namespace Ram.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("train", "What to learn is missing", "mnist, translated-60, cluttered-60, cluttered-100")]
    [InlineData("train --images i", "--images is given without --labels", "both are needed")]
    [InlineData("train mnist --folder f", "More than one thing to learn", "--images IDX --labels IDX")]
    [InlineData("train mnist --size 28x28", "--size is for your own images", "--folder")]
    [InlineData("train --folder f --recipe paper", "--recipe is for a TASK", "your own images")]
    [InlineData("train --folder f --size 28", "--size is 28", "such as 56x40")]
    [InlineData("train --folder f --channels 2", "--channels is \"2\"", "1, 3")]
    [InlineData("train --folder f --validation 0.6", "--validation is 0.6", "at most 0.5")]
    [InlineData("train mnist --rate 0,01", "--rate is 0,01", "decimal point: 0.01")]
    [InlineData("catch", "ram catch needs a command", "train, play, evaluate")]
    [InlineData("sprint nonsense", "TASK is \"nonsense\"", "mnist, translated-60")]
    [InlineData("train nonsense", "nonsense", "mnist, translated-60, cluttered-60, cluttered-100")]
    [InlineData("train mnist --glimpses 0", "--glimpses is 0", "1 to 1000")]
    [InlineData("train mnist --glimpses 1001", "--glimpses is 1001", "1 to 1000")]
    [InlineData("train mnist --glimpses 2.5", "--glimpses is 2.5", "1 to 1000")]
    [InlineData("train mnist --glimpses six", "--glimpses is six", "1 to 1000")]
    [InlineData("train mnist --glimpses 99999999999", "--glimpses is 99999999999", "1 to 1000")]
    [InlineData("train mnist --glimpses", "--glimpses", "Required argument")]
    [InlineData("train mnist --glimpses 3 --glimpses 4", "--glimpses", "single argument")]
    [InlineData("train mnist --core gru", "--core is \"gru\"", "rectifier, lstm")]
    [InlineData("train mnist --std 0", "--std is 0", "above 0")]
    [InlineData("train mnist --std -0.5", "--std is -0.5", "above 0")]
    [InlineData("train mnist --std NaN", "--std is NaN", "above 0")]
    [InlineData("train mnist --std 0,5", "--std is 0,5", "decimal point: 0.5")]
    [InlineData("train mnist --patch-size 0", "--patch-size is 0", "1 to 1024")]
    [InlineData("train mnist --patches 0", "--patches is 0", "1 to 16")]
    [InlineData("train mnist --patches 16 --patch-size 1024", "scale", "65536")]
    [InlineData("train mnist --rollouts 0", "--rollouts is 0", "1 to 16384")]
    [InlineData("train mnist --rate NaN", "--rate is NaN", "above 0")]
    [InlineData("train mnist --rate -1", "--rate is -1", "above 0")]
    [InlineData("train mnist --rate Infinity", "--rate is Infinity", "above 0")]
    [InlineData("train mnist --batch 0", "--batch is 0", "1 to 1048576")]
    [InlineData("train mnist --epochs 0", "--epochs is 0", "1 or more")]
    [InlineData("train mnist --updates 0", "--updates is 0", "1 or more")]
    [InlineData("train mnist --seed -1", "--seed is -1", "0 or more")]
    [InlineData("train mnist --threads 0", "--threads is 0", "1 to 1024")]
    [InlineData("train mnist --checkpoint-every 0", "--checkpoint-every is 0", "above 0")]
    [InlineData("train mnist --recipe mine", "--recipe is \"mine\"", "ours, paper")]
    [InlineData("train mnist --epochs 1 --updates 1", "--epochs and --updates", "one of them")]
    [InlineData("train mnist --out m.json", "--out is m.json", "three files")]
    [InlineData("train mnist --out m --checkpoint m", "--out is m", "three files")]
    [InlineData("train mnist --foo", "no option --foo", "--glimpses, ")]
    [InlineData("train --foo mnist", "no option --foo", "--glimpses, ")]
    [InlineData("train mnist translated-60", "translated-60", "See ram train --help")]
    [InlineData("trian mnist", "no command \"trian\"", "train, evaluate, look, sprint, data")]
    [InlineData("evaluate --task mnist", "--model", "required")]
    [InlineData(
        "evaluate --model m", "None of --task, --folder and --images",
        "allowed: --task TASK, --folder DIR, or --images IDX --labels IDX")]
    [InlineData("evaluate --model m --images i", "without --labels", "both are needed")]
    [InlineData("evaluate --model m --labels l --task mnist", "without --images", "both are needed")]
    [InlineData(
        "evaluate --model m --images i --labels l --task mnist", "--task and --images are both given", "allowed")]
    [InlineData("evaluate --model m --folder f --task mnist", "--task and --folder are both given", "allowed")]
    [InlineData("evaluate --model m --task mnist --size 28x28", "--size is given with --task", "have a size")]
    [InlineData("evaluate --model m --folder f --size 28", "--size is 28", "such as 56x40")]
    [InlineData(
        "evaluate --model m --task mnist --json --predictions -", "--json and --predictions", "standard output")]
    [InlineData("look --model m --invert maybe", "--invert is \"maybe\"", "auto, yes, no")]
    [InlineData("look --model m --size 28x28", "--size and --invert", "--image")]
    [InlineData("evaluate --model m --task mnist --samples 0", "--samples is 0", "1 to 1048576")]
    [InlineData(
        "evaluate --model m --task mnist --samples 2 --first-locations f", "--first-locations and --samples", "random")]
    [InlineData("look", "--model", "required")]
    [InlineData("look --model m --task mnist --image i", "--task and --image are both given", "one of them")]
    [InlineData("look --model m --task nonsense", "--task is \"nonsense\"", "mnist, translated-60")]
    [InlineData("data nonsense", "nonsense", "mnist, translated-60")]
    [InlineData("bench --image-size --threads", "--image-size and --threads", "one of them")]
    [InlineData("bench --crossover --threads", "--crossover and --threads", "one of them")]
    [InlineData("bench --image-size --json --figure -", "--json and --figure", "standard output")]
    [InlineData("bench --figure f", "--figure is given without --image-size", "curve")]
    [InlineData("experiment", "One of NAME, --list and --all", "only one")]
    [InlineData("experiment mnist-2 --all", "One of NAME, --list and --all", "only one")]
    [InlineData("experiment nonsense", "NAME is \"nonsense\"", "mnist-2, mnist-3")]
    [InlineData("experiment --all --resume", "--resume and --checkpoint", "by itself")]
    [InlineData("experiment mnist-2 --json", "--json is given without --list", "for")]
    [InlineData("experiment mnist-2 --recipe quick", "--recipe is \"quick\"", "ours, paper")]
    [InlineData("experiment mnist-2 --epochs 0", "--epochs is 0", "1 or more")]
    [InlineData("search --over std", "--task is required", "mnist, translated-60, cluttered-60, cluttered-100")]
    [InlineData("search --task mnist", "--over is required", "std, rate, reinforce")]
    [InlineData("search --task mnist --over std,colour", "--over is \"colour\"", "std, rate")]
    [InlineData("search --task mnist --over std,std", "--over is std,std", "once")]
    [InlineData("search --task mnist --over std --trial 1 --trials 2", "--trial and --trials", "one of them")]
    [InlineData("search --task mnist --over std --budget 0", "--budget is 0", "1 or more")]
    [InlineData("table 3", "TABLE is \"3\"", "1a, 1b, 2a, 2b")]
    [InlineData("table --json --markdown", "--json and --markdown", "one of them")]
    [InlineData("table --json --into f", "--json and --into", "one of them")]
    [InlineData("notebooks", "ram notebooks needs a command; there is run.", "See ram notebooks --help")]
    [InlineData("notebooks dance", "no command \"dance\"", "run")]
    [InlineData("notebooks run --budget big", "--budget is \"big\"", "quick, full")]
    [InlineData("notebooks run --in-place --out x", "--in-place and --out", "one of them")]
    public void A_wrong_command_line_is_exit_two_and_one_line(string line, string problem, string allowed)
    {
        Outcome outcome = Cli.Run(line.Split(' '));
        outcome.ExpectOneLine(2, allowed);
        Assert.Contains(problem.Split('|'), word => outcome.Error.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void A_real_process_says_the_same() =>
        ChildProcess.RunReal("", "train", "mnist", "--glimpses", "0").ExpectOneLine(2, "--glimpses is 0", "1 to 1000");

    [Fact]
    public void An_empty_file_name_is_wrong() =>
        Cli.Run("evaluate", "--task", "mnist", "--model", "").ExpectOneLine(2, "--model is \"\"");
}
