namespace Ram.Cli.Tests.Browser;

/// <summary>What the eye would object to in a page, found by a script in the page itself.</summary>
internal static class PageFaults
{
    /// <summary>Gives a line for each fault: pictures that are not seen, text that is cut off, covered or faint,
    /// a page wider than its window.</summary>
    public const string Script = """
        async () => {
          const faults = [];
          // Inside an SVG checkVisibility() sees what is not displayed.
          const shown = (e, root) => e === root || (getComputedStyle(e).display !== 'none' && shown(e.parentElement, root));
          const pictures = [...document.querySelectorAll('svg, img')].filter(e => !e.parentElement.closest('svg'));
          const words = e => JSON.stringify(e.textContent.trim().slice(0, 60));
          const nameOf = e => JSON.stringify(
            (e.getAttribute('aria-label') || e.getAttribute('alt') || e.querySelector('title')?.textContent || '').slice(0, 60));

          if (document.documentElement.scrollWidth > innerWidth)
            faults.push(`the page is ${document.documentElement.scrollWidth} pixels wide`);

          const text = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT,
            node => node.parentElement.closest('pre, code, script, style, svg') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
          while (text.nextNode())
            if (/\$\$|\\begin\{|\\[a-z]+\{|\$\\/.test(text.currentNode.data))
              faults.push(`a formula as it was written: ${text.currentNode.data.trim().slice(0, 60)}`);

          const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
          for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) < i)))
            faults.push(`two elements are ${id}`);

          for (const picture of pictures) {
            const box = picture.getBoundingClientRect();
            if (!(box.width > 0 && box.height > 0) || !picture.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
              faults.push(`not seen: ${nameOf(picture)}`);
            if (nameOf(picture) === '""')
              faults.push('a picture without a name');
          }

          // Not decode(): it waits for a frame to be painted, which a busy machine without a window may never do.
          const loads = source => new Promise(done => {
            const image = new Image();
            image.onload = () => done(image.naturalWidth > 0);
            image.onerror = () => done(false);
            image.src = source;
          });
          const sources = new Set([
            ...[...document.images].map(image => image.src),
            ...[...document.querySelectorAll('svg image')].map(image => image.getAttribute('href')),
          ]);
          for (const source of sources)
            if (!await loads(source))
              faults.push(`broken image: ${source.slice(0, 60)}`);

          for (const svg of pictures.filter(e => e.tagName === 'svg')) {
            const frame = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll('text')].filter(e => shown(e, svg) && e.textContent.trim())
              .map(e => [e, e.getBoundingClientRect()]);
            for (const [text, box] of texts)
              if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
                faults.push(`${words(text)} sticks out of ${nameOf(svg)}`);
            // Boxes of text reach above and below the letters; a covering of the letters is what counts.
            const scale = frame.width / svg.viewBox.baseVal.width;
            for (let i = 0; i < texts.length; i++)
              for (let j = 0; j < i; j++) {
                const [[a, p], [b, q]] = [texts[i], texts[j]];
                const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
                const down = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
                if (across > scale && down > 0.4 * Math.min(p.height, q.height))
                  faults.push(`${words(a)} lies over ${words(b)} in ${nameOf(svg)}`);
              }
          }

          const parse = color => color.match(/[\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
            .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const canvas = getComputedStyle(document.documentElement).colorScheme.includes('dark')
            && matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18] : [255, 255, 255];
          const background = e => {
            for (; e; e = e.parentElement) {
              const color = parse(getComputedStyle(e).backgroundColor);
              if (color.length < 4 || color[3] > 0) return color;
            }
            return canvas;
          };
          // Figures bring their own background; their colours are the library's matter.
          for (const e of document.querySelectorAll('body *')) {
            if (e.closest('svg, script, style') || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
            const [a, b] = [light(parse(getComputedStyle(e).color)), light(background(e))];
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (contrast < 4.5)
              faults.push(`contrast ${contrast.toFixed(1)}: ${words(e)}`);
          }
          return faults;
        }
        """;
}
