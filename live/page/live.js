// The live page: asks its server for news, puts them in their places, and asks the run for what is pressed.
(() => {
  const place = (id) => document.getElementById(id);
  const tokenKey = `faultline-token-${location.port}`;
  if (location.hash.length > 20) {
    sessionStorage.setItem(tokenKey, location.hash.slice(1));
    // An address that is read off the screen or copied shall not hold it.
    history.replaceState(null, '', location.pathname);
  }
  const token = sessionStorage.getItem(tokenKey) ?? '';
  const slowestMs = 10_000;
  let held = false;
  let over = false;
  let timer;
  let failures = 0;

  const ask = async (path, body) => {
    const headers = { 'x-faultline-token': token };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const answer = await fetch(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers,
      body: body && JSON.stringify(body),
    });
    const said = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(said.error), { isSaid: true });
    return said;
  };
  const trouble = (text) => {
    place('trouble').hidden = text === '';
    if (place('trouble').textContent !== text) place('trouble').textContent = text;
  };

  // What is the same stays as it is; the focus stays where it was.
  const shown = new Map();
  const put = (id, markup) => {
    if (shown.get(id) === markup) return;
    shown.set(id, markup);
    const focused = document.activeElement?.id;
    place(id).innerHTML = markup;
    if (focused && document.activeElement?.id !== focused) place(focused)?.focus({ preventScroll: true });
  };
  const say = (id, text) => {
    if (place(id).textContent !== text) place(id).textContent = text;
  };

  const show = ({ title, stage, claim, where, axis, news, html, canAbort, isLast }) => {
    document.title = title;
    say('stage', stage);
    say('claim', claim);
    say('where', where);
    say('axis', axis);
    say('news', isLast ? 'This page has got the last news: its server has ended with the run.' : news);
    put('figures', html.figures);
    put('switches', html.switches);
    put('panels', html.panels);
    put('journal', html.journal);
    place('abort').disabled = !canAbort || isLast;
  };
  const look = async () => {
    clearTimeout(timer);
    if (held || over || document.hidden) return;
    let waitMs;
    try {
      const now = await ask('/now');
      show(now);
      over = now.isLast;
      if (failures > 0) trouble('');
      failures = 0;
      waitMs = now.againMs;
    } catch (error) {
      failures += 1;
      waitMs = Math.min(slowestMs, 1_000 * 2 ** failures);
      trouble(
        error.isSaid
          ? error.message
          : 'The server of this page does not answer; it may have ended. The numbers are as they were last. Trying again.',
      );
    }
    timer = setTimeout(look, waitMs);
  };
  const order = async (body) => {
    try {
      await ask('/ask', body);
      trouble('');
    } catch (error) {
      trouble(error.isSaid ? error.message : 'The server of this page does not answer: nothing was asked of the run.');
    }
    look();
  };

  place('switches').addEventListener('click', (event) => {
    const button = event.target.closest('button[role=switch]');
    if (button === null || button.dataset.ask === '') return;
    button.setAttribute('aria-busy', 'true');
    order({ ask: button.dataset.ask, fault: button.dataset.fault });
  });
  place('abort').addEventListener('click', () => place('sure').showModal());
  place('sure').addEventListener('close', () => {
    if (place('sure').returnValue === 'yes') order({ ask: 'abort' });
    place('sure').returnValue = 'no';
  });
  place('pause').addEventListener('click', () => {
    held = !held;
    place('pause').setAttribute('aria-pressed', String(held));
    place('pause').textContent = held ? 'Go on showing news' : 'Hold the page';
    look();
  });
  document.addEventListener('visibilitychange', look);

  const tell = async (key) => {
    const told = place('told');
    told.hidden = false;
    try {
      put('told', (await ask(`/story?key=${encodeURIComponent(key)}`)).html);
    } catch (error) {
      trouble(error.isSaid ? error.message : 'The server of this page does not answer.');
      return;
    }
    place('story-of')?.focus({ preventScroll: true });
    told.scrollIntoView({ block: 'nearest' });
  };
  place('ask-story').addEventListener('submit', (event) => {
    event.preventDefault();
    tell(place('key').value);
  });
  place('told').addEventListener('click', (event) => {
    const { key } = event.target.closest('button[data-key]')?.dataset ?? {};
    if (key === undefined) return;
    place('key').value = key;
    tell(key);
  });

  look();
})();
