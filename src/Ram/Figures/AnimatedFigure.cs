using System.Diagnostics.CodeAnalysis;

namespace Ram.Figures;

/// <summary>A figure with frames; a type of its own, as notebooks show it as HTML.</summary>
[TypeFormatterSource(typeof(MovingFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
internal sealed record AnimatedFigure : Figure
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

    [SetsRequiredMembers]
    public AnimatedFigure(Figure scene, IReadOnlyList<string> frames) : base(scene) => Frames = frames;

    /// <summary>The SVG with a slider that needs no network.</summary>
    public override string ToHtml()
    {
        // The width given is a wish; on a narrow page the picture shrinks.
        string svg = SvgRenderer.Render(this).Replace(
            " role=", " style=\"display:block;max-width:100%;height:auto\" role=", StringComparison.Ordinal);
        int last = Frames.Count - 1;
        return SvgText.Of($"""
            <div data-ram-frames="{StrictJson.Write(Frames)}" style="display:inline-block;max-width:100%;background:{Palette.Paper};color:{Palette.Ink};font:13px {TextMetrics.FontFamily};color-scheme:light">

            """) + svg + SvgText.Of($"""
            <div style="display:flex;align-items:center;gap:10px;padding:0 16px 14px">
            <button type="button" style="font:inherit;min-width:4.6em">Play</button>
            <label style="display:flex;align-items:center;gap:10px;min-width:0">{SliderLabel} <input type="range" min="0" max="{last}" step="1" value="{last}" style="width:260px;min-width:60px;flex-shrink:1"></label>
            <output style="white-space:nowrap">{Frames[last]}</output>
            </div></div>
            <script>

            """) + Script + "\n</script>";
    }
}
