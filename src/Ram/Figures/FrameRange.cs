namespace Ram.Figures;

/// <summary>The frames of an animation in which a mark is seen, both ends included, from 0.</summary>
/// <param name="First">The first frame.</param>
/// <param name="Last">The last frame; <see cref="int.MaxValue"/> is "to the end".</param>
public readonly record struct FrameRange(int First, int Last)
{
    /// <summary>One frame alone.</summary>
    public static FrameRange Only(int frame) => new(frame, frame);

    /// <summary>From a frame to the end.</summary>
    public static FrameRange From(int frame) => new(frame, int.MaxValue);

    /// <summary>Whether the mark is seen in <paramref name="frame"/>.</summary>
    public bool Contains(int frame) => First <= frame && frame <= Last;
}
