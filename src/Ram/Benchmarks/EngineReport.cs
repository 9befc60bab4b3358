using Ram.Experiments;

namespace Ram.Benchmarks;

/// <summary>
/// How fast the engine is, medians of interleaved repetitions. Training is that of 28x28 images, 8x8 patches,
/// 6 glimpses, batches of 128, one rollout an image, Adam; everything included.
/// </summary>
internal sealed record EngineReport(
    Machine Machine, string Data, int Repetitions, PeakFigures Peak, TrainingFigures Training,
    EvaluationFigures Evaluation, RetinaFigures Retina, LatencyFigures Latency, MemoryFigures Memory,
    IReadOnlyList<OtherTrainingFigures> Others, IReadOnlyList<DrawingFigures> Drawing, CatchFigures Catch);

/// <summary>GFLOP/s of fused multiply-adds, two operations each, at the widest vectors that the kernels use.</summary>
internal sealed record PeakFigures(double OneThread, double AllThreads);

/// <summary>Rollouts a second, and the share of the peak of all threads in the same repetition, as a median.</summary>
internal sealed record TrainingFigures(
    int Images, double MegaflopsPerImage, double ImagesPerSecond, double Gflops, double FractionOfPeak);

/// <summary>Deterministic rollouts a second on all cores.</summary>
internal sealed record EvaluationFigures(double ImagesPerSecond);

/// <summary>8x8 glimpses of 28x28 images at random locations, one thread.</summary>
internal sealed record RetinaFigures(double GlimpsesPerSecond);

/// <summary>All glimpses of one image, one thread.</summary>
internal sealed record LatencyFigures(double Milliseconds);

/// <summary>The largest working set until the end of the training, in 10⁶ bytes.</summary>
internal sealed record MemoryFigures(double PeakMegabytes);

/// <summary>The training of another model or batch.</summary>
internal sealed record OtherTrainingFigures(
    string Name, int ImageSize, int PatchSize, int Patches, int Glimpses, int Batch, TrainingFigures Training);

/// <summary>Images drawn on the fly on all cores, and the median ratio to the images that training takes.</summary>
internal sealed record DrawingFigures(string Task, double ImagesPerSecond, double RatioToTraining);

/// <summary>Training the paper's agent at the game of Catch, the playing included; a game has 24 frames.</summary>
internal sealed record CatchFigures(
    int Games, double MegaflopsPerFrame, double FramesPerSecond, double Gflops, double FractionOfPeak);
