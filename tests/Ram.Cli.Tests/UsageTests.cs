namespace Ram.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("train", "TASK|train", "Required argument")]
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
    [InlineData("train mnist --std 0,5", "--std is 0,5", "above 0")]
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
    [InlineData("train mnist mnist", "mnist", "See ram train --help")]
    [InlineData("trian mnist", "no command \"trian\"", "train, evaluate, look, data")]
    [InlineData("evaluate --task mnist", "--model", "required")]
    [InlineData("evaluate --model m", "Neither --task nor --images", "--task TASK, or --images IDX --labels IDX")]
    [InlineData("evaluate --model m --images i", "without --labels", "both are needed")]
    [InlineData("evaluate --model m --labels l --task mnist", "without --images", "both are needed")]
    [InlineData("evaluate --model m --images i --labels l --task mnist", "--task and --images are both given", "allowed")]
    [InlineData("evaluate --model m --task mnist --samples 0", "--samples is 0", "1 to 1048576")]
    [InlineData("evaluate --model m --task mnist --samples 2 --first-locations f", "--first-locations and --samples", "random")]
    [InlineData("look", "--model", "required")]
    [InlineData("look --model m --task mnist --image i", "--task and --image are both given", "one of them")]
    [InlineData("look --model m --task nonsense", "--task is \"nonsense\"", "mnist")]
    [InlineData("data nonsense", "nonsense", "mnist")]
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
    [InlineData("search --task mnist", "--over", "required")]
    [InlineData("search --task mnist --over std,colour", "--over names \"colour\"", "std, rate")]
    [InlineData("search --task mnist --over std,std", "--over is std,std", "once")]
    [InlineData("search --task mnist --over std --trial 1 --trials 2", "--trial and --trials", "one of them")]
    [InlineData("search --task mnist --over std --budget 0", "--budget is 0", "1 or more")]
    [InlineData("table 3", "TABLE is \"3\"", "1a, 1b, 2a, 2b")]
    [InlineData("table --json --markdown", "--json and --markdown", "one of them")]
    [InlineData("table --json --into f", "--json and --into", "one of them")]
    [InlineData("notebooks", "Required command", "See ram notebooks --help")]
    [InlineData("notebooks dance", "no command \"dance\"", "run, export")]
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
        ChildProcess.RunReal("", "train", "mnist", "--glimpses", "0").ExpectOneLine(2, "--glimpses is 0", "1 to 1000");

    [Fact]
    public void AnEmptyFileNameIsWrong() =>
        Cli.Run("evaluate", "--task", "mnist", "--model", "").ExpectOneLine(2, "--model is \"\"");
}
