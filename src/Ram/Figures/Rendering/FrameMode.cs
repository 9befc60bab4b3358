namespace Ram.Figures.Rendering;

/// <summary>What becomes of marks that belong to some frames only.</summary>
internal abstract record FrameMode
{
    /// <summary>Every mark is shown.</summary>
    public static FrameMode Still { get; } = new Fixed();

    internal sealed record Fixed : FrameMode;

    /// <summary>A script shows and hides groups; at first the last frame is shown.</summary>
    internal sealed record Scripted(int Frames) : FrameMode;

    /// <summary>The groups show and hide themselves.</summary>
    internal sealed record Moving(int Frames, double SecondsPerFrame) : FrameMode;
}
