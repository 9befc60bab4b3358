using System.Text.Encodings.Web;
using System.Text.Json;
using static System.FormattableString;

namespace Ram.Figures;

/// <summary>
/// A figure whose marks come and go with the frames. It shows itself in a notebook as HTML with a slider that needs no
/// network, and as plain text.
/// </summary>
[TypeFormatterSource(typeof(AnimatedFigureFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record AnimatedFigure
{
    // Each script takes the figures that none has taken yet, so that several on one page keep apart.
    private const string Script = """
        for (const root of document.querySelectorAll('[data-ram-frames]:not([data-ready])')) {
          root.dataset.ready = '';
          const slider = root.querySelector('input'), play = root.querySelector('button'), name = root.querySelector('output');
          const names = JSON.parse(root.dataset.ramFrames);
          let timer = 0;
          const show = () => {
            const frame = +slider.value;
            for (const group of root.querySelectorAll('g[data-first]'))
              group.setAttribute('display', group.dataset.first <= frame && frame <= group.dataset.last ? 'inline' : 'none');
            name.textContent = names[frame];
            slider.setAttribute('aria-valuetext', names[frame]);
          };
          const stop = () => { clearInterval(timer); timer = 0; play.textContent = 'Play'; };
          const step = () => { slider.value = +slider.value + 1; show(); if (slider.value === slider.max) stop(); };
          slider.addEventListener('input', () => { stop(); show(); });
          play.addEventListener('click', () => {
            if (timer) return stop();
            if (slider.value === slider.max) { slider.value = 0; show(); }
            timer = setInterval(step, 800);
            play.textContent = 'Pause';
          });
          show();
        }
        """;

    private static readonly JsonSerializerOptions _json =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal AnimatedFigure(Figure scene, IReadOnlyList<string> frames) => (Scene, Frames) = (scene, frames);

    /// <summary>All marks of all frames; those that have <see cref="Mark.Frames"/> are seen in these alone.</summary>
    public Figure Scene { get; }

    /// <summary>The name of each frame.</summary>
    public IReadOnlyList<string> Frames { get; }

    /// <summary>What the slider moves through.</summary>
    public string SliderLabel { get; init; } = "Frame";

    /// <summary>The figure at one frame.</summary>
    public Figure Still(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)frame, (uint)Frames.Count, nameof(frame));
        return Scene with
        {
            Panels = [.. Scene.Panels.Select(panel => panel with
            {
                Marks = [.. panel.Marks.Where(mark => mark.Frames?.Contains(frame) ?? true)],
            })],
        };
    }

    /// <summary>
    /// HTML with the SVG, a slider, a play button and a script; the last frame is shown where scripts do not run.
    /// </summary>
    public string ToHtml()
    {
        // The width given is a wish; on a narrow page the picture shrinks.
        const string Style = "style=\"display:block;max-width:100%;height:auto\" ";
        string svg = SvgRenderer.Render(Scene, Frames.Count).Replace(
            "role=\"img\"", Style + "role=\"img\"", StringComparison.Ordinal);
        string names = JsonSerializer.Serialize(Frames, _json);
        int last = Frames.Count - 1;
        return Invariant($"""
            <div data-ram-frames="{SvgWriter.Escape(names)}" style="display:inline-block;max-width:100%;background:{Palette.Paper};color:{Palette.Ink};font:13px {TextMetrics.FontFamily};color-scheme:light">
            {svg}<div style="display:flex;align-items:center;gap:10px;padding:0 16px 14px">
            <button type="button" style="font:inherit;min-width:4.6em">Play</button>
            <label style="display:flex;align-items:center;gap:10px;min-width:0">{SvgWriter.Escape(SliderLabel)} <input type="range" min="0" max="{last}" step="1" value="{last}" style="width:260px;min-width:60px;flex-shrink:1"></label>
            <output style="white-space:nowrap">{SvgWriter.Escape(Frames[^1])}</output>
            </div></div>
            <script>
            {Script}
            </script>
            """);
    }

    /// <summary>An SVG that moves by itself (SMIL), also inside an <c>img</c> element.</summary>
    /// <param name="secondsPerFrame">How long a frame stays; the last one stays twice as long.</param>
    public string ToAnimatedSvg(double secondsPerFrame = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(secondsPerFrame);
        return SvgRenderer.Render(Scene, Frames.Count, secondsPerFrame);
    }

    /// <summary>The figure in words.</summary>
    public string ToText() => Invariant($"{Scene.ToText()}\n{Frames.Count} frames: {Frames[0]} to {Frames[^1]}.");

    /// <inheritdoc/>
    public override string ToString() => ToText();
}
