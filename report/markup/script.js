// The page works without this: it adds the theme switch, the copy button, the cursor over the charts, and opens stories that are linked to.
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');

  const themes = ['auto', 'light', 'dark'];
  const toggle = document.getElementById('theme');
  const remembered = () => {
    try {
      return localStorage.getItem('faultline-theme') ?? 'auto';
    } catch {
      return 'auto';
    }
  };
  const paint = (theme) => {
    if (theme === 'auto') delete root.dataset.theme;
    else root.dataset.theme = theme;
    toggle.textContent = `Theme: ${theme}`;
  };
  let theme = themes.includes(remembered()) ? remembered() : 'auto';
  paint(theme);
  toggle.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    paint(theme);
    try {
      localStorage.setItem('faultline-theme', theme);
    } catch {}
  });

  const copy = document.getElementById('copy');
  copy?.addEventListener('click', async () => {
    const command = document.getElementById('command');
    try {
      await navigator.clipboard.writeText(command.textContent);
      copy.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(command);
      copy.textContent = 'Selected';
    }
  });

  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const story = target?.closest?.('details');
    if (!story) return;
    story.open = true;
    target.scrollIntoView();
  };
  addEventListener('hashchange', reveal);
  reveal();

  const block = document.getElementById('readings');
  if (!block) return;
  const readings = JSON.parse(block.textContent);
  const slider = document.getElementById('cursor');
  const moment = document.getElementById('moment');
  const panels = [...document.querySelectorAll('.panel')].map((panel) => {
    const plotted = panel.querySelector('.plotted');
    const line = document.createElement('div');
    line.className = 'cursor';
    line.hidden = true;
    plotted.append(line);
    return {
      plotted,
      line,
      outputs: [...panel.querySelectorAll('.legend output')],
      reading: readings.panels[panel.dataset.panel],
    };
  });
  const clock = (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
  // The margins of the plotted area as shares of the drawing's width, as `frame` in charts/canvas.ts sets them.
  const area = ({ plotted }) => {
    const wide = plotted.querySelector('.wide').clientWidth > 0;
    const box = plotted.getBoundingClientRect();
    const [width, left, right] = wide ? [860, 44, 16] : [360, 36, 14];
    return { start: (box.width * left) / width, length: (box.width * (width - left - right)) / width, box };
  };
  const show = (index) => {
    slider.value = String(index);
    moment.textContent = `${clock(index * readings.bucketMs)} to ${clock((index + 1) * readings.bucketMs)}`;
    for (const panel of panels) {
      const { start, length } = area(panel);
      panel.line.hidden = false;
      panel.line.style.left = `${start + (length * (index + 0.5)) / readings.buckets}px`;
      panel.outputs.forEach((output, series) => {
        const value = panel.reading.series[series][index];
        output.textContent = value === null ? '–' : `${value}${panel.reading.unit && `\u202f${panel.reading.unit}`}`;
      });
    }
  };
  slider.addEventListener('input', () => show(Number(slider.value)));
  for (const panel of panels) {
    panel.plotted.addEventListener('pointermove', ({ clientX }) => {
      const { start, length, box } = area(panel);
      const index = Math.floor(((clientX - box.left - start) / length) * readings.buckets);
      show(Math.min(readings.buckets - 1, Math.max(0, index)));
    });
  }
})();
