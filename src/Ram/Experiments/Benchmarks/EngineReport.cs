namespace Ram.Experiments.Benchmarks;

/// <summary>
/// How fast the engine is, medians of interleaved repetitions. Training is that of 28x28 images, 8x8 patches,
/// 6 glimpses, batches of 128, one rollout an image, Adam; everything included.
/// </summary>
/// <param name="Machine">What was measured on.</param>
/// <param name="Data">The images that were trained on.</param>
/// <param name="Repetitions">The repetitions that the medians are of.</param>
/// <param name="Peak">The machine's peak.</param>
/// <param name="Training">Passes over all images on all cores.</param>
/// <param name="Evaluation">Deterministic rollouts on all cores.</param>
/// <param name="Retina">The retina alone, one thread.</param>
/// <param name="Latency">One image, one thread.</param>
/// <param name="Memory">The memory that the training took.</param>
/// <param name="Others">Training of other models and batches.</param>
/// <param name="Drawing">Images made on the fly.</param>
/// <param name="Catch">Training at the game of Catch.</param>
public sealed record EngineReport(
    Machine Machine, string Data, int Repetitions, PeakFigures Peak, TrainingFigures Training,
    EvaluationFigures Evaluation, RetinaFigures Retina, LatencyFigures Latency, MemoryFigures Memory,
    IReadOnlyList<OtherTrainingFigures> Others, IReadOnlyList<DrawingFigures> Drawing,
    CatchFigures Catch)
{
    /// <summary>The report as one JSON object.</summary>
    public string ToJson() => BenchmarkJson.Of(this);
}

/// <summary>GFLOP/s of fused multiply-adds, two operations each, at the widest vectors that the kernels use.</summary>
/// <param name="OneThread">One thread alone.</param>
/// <param name="AllThreads">One thread a core, all at the same time.</param>
public sealed record PeakFigures(double OneThread, double AllThreads);

/// <summary>The speed of training.</summary>
/// <param name="Images">The images of a pass.</param>
/// <param name="MegaflopsPerImage">See <see cref="ForwardCost.TrainingMegaflops"/>.</param>
/// <param name="ImagesPerSecond">Rollouts a second.</param>
/// <param name="Gflops">10^9 floating-point operations a second.</param>
/// <param name="FractionOfPeak">The median over repetitions of the ratio to the repetition's peak of all threads.</param>
public sealed record TrainingFigures(
    int Images, double MegaflopsPerImage, double ImagesPerSecond, double Gflops, double FractionOfPeak);

/// <summary>The speed of evaluation.</summary>
/// <param name="ImagesPerSecond">Rollouts a second.</param>
public sealed record EvaluationFigures(double ImagesPerSecond);

/// <summary>The speed of the retina.</summary>
/// <param name="GlimpsesPerSecond">8x8 glimpses of 28x28 images at random locations.</param>
public sealed record RetinaFigures(double GlimpsesPerSecond);

/// <summary>The time to look at one image.</summary>
/// <param name="Milliseconds">All glimpses of one image.</param>
public sealed record LatencyFigures(double Milliseconds);

/// <summary>What memory the process took.</summary>
/// <param name="PeakMegabytes">The largest working set until the end of the training, in 10^6 bytes.</param>
public sealed record MemoryFigures(double PeakMegabytes);

/// <summary>The speed of training another model or batch.</summary>
/// <param name="Name">What is other.</param>
/// <param name="ImageSize">The side of the images in pixels.</param>
/// <param name="PatchSize">The side of a patch.</param>
/// <param name="Patches">The number of scales.</param>
/// <param name="Glimpses">The glimpses of a rollout.</param>
/// <param name="Batch">The images of an update.</param>
/// <param name="Training">The figures.</param>
public sealed record OtherTrainingFigures(
    string Name, int ImageSize, int PatchSize, int Patches, int Glimpses, int Batch, TrainingFigures Training);

/// <summary>The speed at which a task's training images are drawn on the fly.</summary>
/// <param name="Task">The task.</param>
/// <param name="ImagesPerSecond">Images a second on all cores.</param>
/// <param name="RatioToTraining">
/// The median over repetitions of the ratio to the images that training takes a second on all cores.
/// </param>
public sealed record DrawingFigures(string Task, double ImagesPerSecond, double RatioToTraining);

/// <summary>The speed of training the paper's agent at the game of Catch, the playing included.</summary>
/// <param name="Games">The games of an update, of 24 frames each.</param>
/// <param name="MegaflopsPerFrame">See <see cref="ForwardCost.TrainingMegaflops"/>; a 24th of a game's.</param>
/// <param name="FramesPerSecond">Frames played and learned from in a second.</param>
/// <param name="Gflops">10^9 floating-point operations a second.</param>
/// <param name="FractionOfPeak">The median over repetitions of the ratio to the repetition's peak of all threads.</param>
public sealed record CatchFigures(
    int Games, double MegaflopsPerFrame, double FramesPerSecond, double Gflops, double FractionOfPeak);
