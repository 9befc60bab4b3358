namespace Ram.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("train", "TASK|train", "Required argument")]
    [InlineData("train nonsense", "nonsense", "digits, mnist, translated-60, cluttered-60, cluttered-100")]
    [InlineData("train digits --glimpses 0", "--glimpses is 0", "1 to 1000")]
    [InlineData("train digits --glimpses 1001", "--glimpses is 1001", "1 to 1000")]
    [InlineData("train digits --glimpses 2.5", "--glimpses is 2.5", "1 to 1000")]
    [InlineData("train digits --glimpses six", "--glimpses is six", "1 to 1000")]
    [InlineData("train digits --glimpses 99999999999", "--glimpses is 99999999999", "1 to 1000")]
    [InlineData("train digits --glimpses", "--glimpses", "Required argument")]
    [InlineData("train digits --glimpses 3 --glimpses 4", "--glimpses", "single argument")]
    [InlineData("train digits --core gru", "--core is \"gru\"", "rectifier, lstm")]
    [InlineData("train digits --std 0", "--std is 0", "above 0")]
    [InlineData("train digits --std -0.5", "--std is -0.5", "above 0")]
    [InlineData("train digits --std NaN", "--std is NaN", "above 0")]
    [InlineData("train digits --std 0,5", "--std is 0,5", "above 0")]
    [InlineData("train digits --patch-size 0", "--patch-size is 0", "1 to 1024")]
    [InlineData("train digits --patches 0", "--patches is 0", "1 to 16")]
    [InlineData("train digits --patches 16 --patch-size 1024", "scale", "65536")]
    [InlineData("train digits --rollouts 0", "--rollouts is 0", "1 to 16384")]
    [InlineData("train digits --rate NaN", "--rate is NaN", "above 0")]
    [InlineData("train digits --rate -1", "--rate is -1", "above 0")]
    [InlineData("train digits --rate Infinity", "--rate is Infinity", "above 0")]
    [InlineData("train digits --batch 0", "--batch is 0", "1 to 1048576")]
    [InlineData("train digits --epochs 0", "--epochs is 0", "1 or more")]
    [InlineData("train digits --updates 0", "--updates is 0", "1 or more")]
    [InlineData("train digits --seed -1", "--seed is -1", "0 or more")]
    [InlineData("train digits --threads 0", "--threads is 0", "1 to 1024")]
    [InlineData("train digits --checkpoint-every 0", "--checkpoint-every is 0", "above 0")]
    [InlineData("train digits --recipe mine", "--recipe is \"mine\"", "ours, paper")]
    [InlineData("train digits --epochs 1 --updates 1", "--epochs and --updates", "one of them")]
    [InlineData("train digits --out m.json", "--out is m.json", "three files")]
    [InlineData("train digits --out m --checkpoint m", "--out is m", "three files")]
    [InlineData("train digits --foo", "no option --foo", "--glimpses, ")]
    [InlineData("train --foo digits", "no option --foo", "--glimpses, ")]
    [InlineData("train digits mnist", "mnist", "See ram train --help")]
    [InlineData("trian digits", "no command \"trian\"", "train, evaluate, look, data")]
    [InlineData("evaluate --task digits", "--model", "required")]
    [InlineData("evaluate --model m", "Neither --task nor --images", "--task TASK, or --images IDX --labels IDX")]
    [InlineData("evaluate --model m --images i", "without --labels", "both are needed")]
    [InlineData("evaluate --model m --labels l --task digits", "without --images", "both are needed")]
    [InlineData("evaluate --model m --images i --labels l --task digits", "--task and --images are both given", "allowed")]
    [InlineData("evaluate --model m --task digits --samples 0", "--samples is 0", "1 to 1048576")]
    [InlineData("evaluate --model m --task digits --samples 2 --first-locations f", "--first-locations and --samples", "random")]
    [InlineData("look", "--model", "required")]
    [InlineData("look --model m --task digits --image i", "--task and --image are both given", "one of them")]
    [InlineData("look --model m --task nonsense", "--task is \"nonsense\"", "digits, mnist")]
    [InlineData("data nonsense", "nonsense", "digits, mnist")]
    [InlineData("bench --image-size --threads", "--image-size and --threads", "one of them")]
    [InlineData("bench --crossover --threads", "--crossover and --threads", "one of them")]
    [InlineData("bench --figure f", "--figure is given without --image-size", "curve")]
    [InlineData("experiment", "One of NAME, --list and --all", "only one")]
    [InlineData("experiment mnist-2 --all", "One of NAME, --list and --all", "only one")]
    [InlineData("experiment nonsense", "NAME is \"nonsense\"", "mnist-2, mnist-3")]
    [InlineData("experiment --all --resume", "--resume and --checkpoint", "by itself")]
    [InlineData("experiment mnist-2 --json", "--json is given without --list", "for")]
    [InlineData("experiment mnist-2 --recipe quick", "--recipe is \"quick\"", "ours, paper")]
    [InlineData("experiment mnist-2 --epochs 0", "--epochs is 0", "1 or more")]
    [InlineData("search --over std", "--task", "required")]
    [InlineData("search --task digits", "--over", "required")]
    [InlineData("search --task digits --over std,colour", "--over names \"colour\"", "std, rate")]
    [InlineData("search --task digits --over std,std", "--over is std,std", "once")]
    [InlineData("search --task digits --over std --trial 1 --trials 2", "--trial and --trials", "one of them")]
    [InlineData("search --task digits --over std --budget 0", "--budget is 0", "1 or more")]
    [InlineData("table 3", "TABLE is \"3\"", "1a, 1b, 2a, 2b")]
    [InlineData("table --json --markdown", "--json and --markdown", "one of them")]
    [InlineData("table --json --into f", "--json and --into", "one of them")]
    [InlineData("notebooks", "Required command", "See ram notebooks --help")]
    [InlineData("notebooks dance", "no command \"dance\"", "run")]
    [InlineData("notebooks run --budget big", "--budget is \"big\"", "quick, full")]
    [InlineData("notebooks run --in-place --out x", "--in-place and --out", "one of them")]
    public void AWrongCommandLineIsExitTwoAndOneLine(string line, string problem, string allowed)
    {
        Outcome outcome = Cli.Run(line.Split(' '));
        outcome.ExpectOneLine(2, allowed);
        Assert.Contains(problem.Split('|'), word => outcome.Error.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void ARealProcessSaysTheSame() =>
        ChildProcess.RunReal("", "train", "digits", "--glimpses", "0").ExpectOneLine(2, "--glimpses is 0", "1 to 1000");

    [Fact]
    public void AnEmptyFileNameIsWrong() =>
        Cli.Run("evaluate", "--task", "digits", "--model", "").ExpectOneLine(2, "--model is \"\"");
}
