using System.Diagnostics;
using System.Globalization;
using Ram.Data;
using Ram.Model;
using Ram.Torch;
using Ram.Training;
using TorchSharp;

// One epoch of training in the engine and in TorchSharp, again and again in turn, so that whatever slows the machine
// slows both: 28x28 digits, 6 glimpses, batch 128, one process. Images a second of processor time are what is left of
// the comparison on a machine that is busy with other work; only those on one thread mean something. With "memory engine" or
// "memory torchsharp" it runs one side alone, on one thread, and prints the most memory that it took.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Images = 2_560, Rounds = 7;
LabelledImages digits = Mnist.Load().Train.Slice(0, Images);

if (args is ["memory", string side])
{
    Contestant alone = side == "engine" ? Engine(1) : Torch(1);
    for (int epoch = 0; epoch < 2; epoch++)
        alone.Epoch();
    using var process = Process.GetCurrentProcess();
    Console.WriteLine(process.PeakWorkingSet64 >> 20);
    return;
}

int[] threads = [.. new[] { 1, Environment.ProcessorCount }.Distinct()];
Contestant[] contestants = [.. threads.Select(Engine), .. threads.Select(Torch)];
var speeds = contestants.ToDictionary(contestant => contestant, _ => new List<double>());
var processor = contestants.ToDictionary(contestant => contestant, _ => new List<double>());
for (int round = 0; round <= Rounds; round++)
    foreach (Contestant contestant in contestants)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        contestant.Epoch();
        if (round == 0)
            continue;
        speeds[contestant].Add(Images / Stopwatch.GetElapsedTime(start).TotalSeconds);
        processor[contestant].Add(Images / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }
foreach ((Contestant contestant, List<double> speed) in speeds)
    Console.WriteLine($"{contestant.Side,-10} {contestant.Threads,2} threads: {Median(speed),8:F0} images/s "
        + $"({speed.Min():F0} to {speed.Max():F0}), {Median(processor[contestant]):F0} a second of processor time");
double[] engine = Best("engine"), torchSharp = Best("TorchSharp");
Console.WriteLine($"engine / TorchSharp, best thread count of each: {Median(engine) / Median(torchSharp):F2}, "
    + $"round by round {Median([.. engine.Zip(torchSharp, (one, other) => one / other)]):F2}");
List<double> OneThread(string side) =>
    processor.Single(pair => pair.Key.Side == side && pair.Key.Threads == 1).Value;
Console.WriteLine($"the same by processor time, one thread each: {Median(OneThread("engine")) / Median(OneThread("TorchSharp")):F2}");
foreach (string one in (string[])["engine", "torchsharp"])
    Console.WriteLine($"{one} alone, peak of resident memory: {Memory(one)} MiB");

Contestant Engine(int count)
{
    var trainer = new Trainer(
        new RecurrentAttentionModel(new RamOptions()), digits, validation: null,
        new TrainingOptions { Epochs = int.MaxValue, Threads = count });
    IEnumerator<EpochLog> epochs = trainer.Run().GetEnumerator();
    return new Contestant("engine", count, () => epochs.MoveNext());
}

Contestant Torch(int count)
{
    var trainer = new TorchTrainer(new TorchRam(new RamOptions()), digits, new TrainingOptions());
    return new Contestant("TorchSharp", count, () =>
    {
        torch.set_num_threads(count);
        trainer.Epoch();
    });
}

double[] Best(string side) => [.. speeds.Where(pair => pair.Key.Side == side).MaxBy(pair => Median(pair.Value)).Value];

static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

static string Memory(string side)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!, ["memory", side]) { RedirectStandardOutput = true };
    using Process child = Process.Start(start)!;
    return child.StandardOutput.ReadToEnd().Trim();
}

internal sealed record Contestant(string Side, int Threads, Action Epoch);
