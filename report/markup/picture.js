// Pictures of linearizations: details of the bar that is pointed at or focused, and ways from bar to bar by the keyboard.
(() => {
  for (const picture of document.querySelectorAll('.picture')) {
    const bars = [...picture.querySelectorAll('svg a')];
    const rows = bars.map((bar) => document.getElementById(bar.getAttribute('href').slice(1)));
    const heads = [...picture.querySelectorAll('thead th')].map((head) => head.textContent);
    const told = picture.querySelector('.told');
    const jump = picture.querySelector('.jump');
    const culprit = jump === null ? -1 : Number(jump.dataset.culprit);
    const byNumber = rows
      .map((row, index) => ({ index, number: Number(row.dataset.number ?? Number.POSITIVE_INFINITY) }))
      .filter(({ index, number }) => Number.isFinite(number) || index === culprit)
      .sort((a, b) => a.number - b.number)
      .map(({ index }) => index);

    const tell = (index) => {
      const list = document.createElement('dl');
      list.className = 'facts';
      [...rows[index].cells].forEach((cell, column) => {
        const name = document.createElement('dt');
        name.textContent = heads[column];
        const value = document.createElement('dd');
        value.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
        value.className = cell.className;
        list.append(name, value);
      });
      told.replaceChildren(list);
    };
    const enter = (index) => {
      if (bars[index] === undefined) return;
      for (const bar of bars) bar.setAttribute('tabindex', '-1');
      bars[index].setAttribute('tabindex', '0');
      bars[index].focus({ preventScroll: true });
      bars[index].scrollIntoView({ block: 'nearest', inline: 'center' });
    };
    const alongOrder = (index, step) => {
      const place = byNumber.indexOf(index);
      return place < 0 ? index : byNumber[place + step];
    };

    bars.forEach((bar, index) => {
      bar.setAttribute('tabindex', index === Math.max(0, culprit) ? '0' : '-1');
      bar.setAttribute(
        'aria-label',
        [...rows[index].cells].map((cell, column) => `${heads[column]} ${cell.textContent}`).join(', '),
      );
      bar.addEventListener('focus', () => tell(index));
      bar.addEventListener('pointerenter', () => tell(index));
      bar.addEventListener('click', (event) => {
        event.preventDefault();
        enter(index);
      });
      bar.addEventListener('keydown', (event) => {
        const to = {
          ArrowRight: index + 1,
          ArrowLeft: index - 1,
          ArrowDown: alongOrder(index, 1),
          ArrowUp: alongOrder(index, -1),
          Home: 0,
          End: culprit < 0 ? bars.length - 1 : culprit,
        }[event.key];
        if (to === undefined) return;
        event.preventDefault();
        enter(to);
      });
    });
    // The first error is what a reader looks for.
    const view = picture.querySelector('.lanes .scroll');
    if (culprit >= 0) {
      const box = bars[culprit].getBoundingClientRect();
      view.scrollLeft += box.left + box.width / 2 - view.getBoundingClientRect().left - view.clientWidth / 2;
    }
    jump?.addEventListener('click', (event) => {
      event.preventDefault();
      enter(culprit);
    });
  }
})();
