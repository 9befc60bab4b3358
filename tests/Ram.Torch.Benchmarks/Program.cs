using System.Diagnostics;
using System.Globalization;
using Ram.Data;
using Ram.Images;
using Ram.Model;
using Ram.Torch;
using Ram.Training;
using TorchSharp;

// Updates of the engine and of Ram.Torch in turn, in one process, so that whatever slows the machine slows both:
// milliseconds an update with Adam, the median of the rounds, by the clock and by the processor's time. An argument is
// the number of rounds.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
int[] threads = [.. new[] { 1, Environment.ProcessorCount }.Distinct()];
Console.WriteLine($"libtorch {torch.__version__}, {Environment.ProcessorCount} cores, {rounds} rounds");
Console.WriteLine("images  batch  threads  engine ms  torch ms  torch/engine   by processor time");
foreach ((int side, RamOptions options) in (ReadOnlySpan<(int, RamOptions)>)
    [
        (28, new RamOptions()),
        (60, new RamOptions { PatchSize = 12, Patches = 3, Glimpses = 8 }),
    ])
{
    foreach (int batch in (ReadOnlySpan<int>)[128, 20])
        Compare(side, options, batch);
}

void Compare(int side, RamOptions options, int batch)
{
    // What the pixels are does not matter: both do the same work whatever they see.
    int updates = batch == 128 ? 10 : 40;
    LabelledImages images = Noise(updates * batch, side);
    Contestant[] engines = [.. threads.Select(count => Engine(options, images, batch, count))];
    Contestant[] torches = [.. threads.Select(count => Torch(options, images, batch, count))];
    for (int round = 0; round <= rounds; round++)
    {
        foreach (Contestant contestant in engines.Zip(torches).SelectMany(pair => new[] { pair.First, pair.Second }))
            contestant.Run(count: round > 0, updates);
    }
    foreach ((Contestant engine, Contestant torch) in engines.Zip(torches))
        Print($"{engine.Threads,7}", engine, torch);
    Print("best of each", engines.MinBy(one => one.Milliseconds)!, torches.MinBy(one => one.Milliseconds)!);

    void Print(string label, Contestant engine, Contestant torch) => Console.WriteLine(
        $"{side}x{side}  {batch,5}  {label}  {engine.Milliseconds,9:F2}  {torch.Milliseconds,8:F2}"
        + $"  {torch.Milliseconds / engine.Milliseconds,12:F2}  {torch.Processor / engine.Processor,18:F2}");
}

Contestant Engine(RamOptions options, LabelledImages images, int batch, int count)
{
    var training = new TrainingOptions { Epochs = int.MaxValue, Batch = batch, Threads = count };
    IEnumerator<EpochLog> epochs =
        new Trainer(new RecurrentAttentionModel(options), images, validation: null, training).Run().GetEnumerator();
    return new Contestant(count, () => epochs.MoveNext());
}

Contestant Torch(RamOptions options, LabelledImages images, int batch, int count)
{
    var trainer = new TorchTrainer(new TorchRam(options), images) { Batch = batch, Threads = count };
    return new Contestant(count, () => trainer.Epoch());
}

static LabelledImages Noise(int count, int side)
{
    var random = new Random(1);
    var images = new ImageBatch(count, channels: 1, side, side);
    random.NextBytes(images.Pixels);
    return new LabelledImages(images, [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(10))]);
}

internal sealed class Contestant(int threads, Action epoch)
{
    private readonly List<double> _milliseconds = [], _processor = [];

    public int Threads => threads;

    public double Milliseconds => _milliseconds.Order().ElementAt(_milliseconds.Count / 2);

    public double Processor => _processor.Order().ElementAt(_processor.Count / 2);

    public void Run(bool count, int updates)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        epoch();
        if (!count)
            return;
        _milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds / updates);
        _processor.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds / updates);
    }
}
