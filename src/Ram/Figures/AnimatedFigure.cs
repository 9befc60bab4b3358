using Ram.Figures.Rendering;

namespace Ram.Figures;

/// <summary>
/// A figure whose marks come and go with the frames. It shows itself in a notebook as HTML with a slider that needs no
/// network, and as plain text.
/// </summary>
[TypeFormatterSource(typeof(AnimatedFigureFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record AnimatedFigure
{
    /// <summary>A figure whose marks say by <see cref="Mark.Frames"/> when they are seen.</summary>
    /// <param name="scene">All marks of all frames.</param>
    /// <param name="frames">The name of each frame, read out beside the slider.</param>
    /// <exception cref="ArgumentException">When there is no frame.</exception>
    public AnimatedFigure(Figure scene, IReadOnlyList<string> frames)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0)
            throw new ArgumentException("An animated figure needs at least one frame.", nameof(frames));
        (Scene, Frames) = (scene, frames);
    }

    /// <summary>All marks of all frames.</summary>
    public Figure Scene { get; }

    /// <summary>The name of each frame.</summary>
    public IReadOnlyList<string> Frames { get; }

    /// <summary>What the slider moves through.</summary>
    public string SliderLabel { get; init; } = "Frame";

    /// <summary>The figure at one frame.</summary>
    public Figure Still(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Frames.Count);
        return Scene with
        {
            Panels = [.. Scene.Panels.Select(panel => panel with
            {
                Marks = [.. panel.Marks.Where(mark => mark.Frames?.Contains(frame) ?? true)],
            })],
        };
    }

    /// <summary>
    /// HTML with the SVG, a slider, a play button and a few lines of script; the last frame is shown where scripts do not run.
    /// </summary>
    public string ToHtml() => SliderHtml.Render(this);

    /// <summary>An SVG that moves by itself (SMIL), also inside an <c>img</c> element.</summary>
    /// <param name="secondsPerFrame">How long a frame stays; the last one stays twice as long.</param>
    public string ToAnimatedSvg(double secondsPerFrame = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(secondsPerFrame);
        return SvgRenderer.Render(Scene, new FrameMode.Moving(Frames.Count, secondsPerFrame));
    }

    /// <summary>The figure in words.</summary>
    public string ToText() => FigureText.Describe(this);

    /// <summary>The same for plotly.js, with its frames and its slider.</summary>
    public PlotlyFigure ToPlotly() => PlotlyConverter.Convert(Scene, Frames, SliderLabel);

    /// <inheritdoc/>
    public override string ToString() => ToText();
}
