using System.Globalization;

namespace Ram.Figures.Rendering;

/// <summary>An animated figure as HTML: the SVG, a slider, a play button and the script that joins them.</summary>
internal static class SliderHtml
{
    // Each script takes the figures that none has taken yet: several on one page, or one that is shown twice, keep apart.
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

    public static string Render(AnimatedFigure figure)
    {
        string svg = SvgRenderer.Render(figure.Scene, new FrameMode.Scripted(figure.Frames.Count));
        // The width given is a wish; on a narrow page the picture shrinks.
        svg = svg.Replace("role=\"img\"", "style=\"display:block;max-width:100%;height:auto\" role=\"img\"", StringComparison.Ordinal);
        string names = "[" + string.Join(",", figure.Frames.Select(name => JsonText.Quote(name))) + "]";
        int last = figure.Frames.Count - 1;
        return string.Create(CultureInfo.InvariantCulture, $"""
            <div data-ram-frames="{SvgWriter.Escape(names)}" style="display:inline-block;max-width:100%;background:{Palette.Paper};color:{Palette.Ink};font:13px {TextMetrics.FontFamily};color-scheme:light">
            {svg}<div style="display:flex;align-items:center;gap:10px;padding:0 16px 14px">
            <button type="button" style="font:inherit;min-width:4.6em">Play</button>
            <label style="display:flex;align-items:center;gap:10px;flex:1">{SvgWriter.Escape(figure.SliderLabel)} <input type="range" min="0" max="{last}" step="1" value="{last}" style="flex:1;min-width:60px;max-width:320px"></label>
            <output style="min-width:7em">{SvgWriter.Escape(figure.Frames[^1])}</output>
            </div></div>
            <script>
            {Script}
            </script>
            """);
    }
}
