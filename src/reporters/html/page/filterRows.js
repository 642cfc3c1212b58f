/** Searching, and showing only some verdicts. */
(() => {
  const search = /** @type {HTMLInputElement | null} */ (document.querySelector('#search'));
  const shown = document.querySelector('#shown');
  const nothing = /** @type {HTMLElement | null} */ (document.querySelector('#nothing'));
  const body = /** @type {HTMLTableSectionElement | null} */ (
    document.querySelector('table.compared tbody')
  );
  if (!search || !shown || !nothing || !body) return;
  const filters = /** @type {HTMLButtonElement[]} */ ([
    ...document.querySelectorAll('button[data-kind]'),
  ]);
  const rows = [...body.rows];

  /** What is searched, made when it is first needed. @type {string[] | null} */
  let texts = null;
  const textsOfRows = () => {
    texts ??= rows.map((row) => row.querySelector('summary')?.textContent?.toLowerCase() ?? '');
    return texts;
  };

  /** Digits in threes, as everywhere in the report. @param {number} value */
  const grouped = (value) => String(value).replace(/\B(?=(?:\d{3})+$)/g, '\u202F');

  function update() {
    const words = (search?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const pressed = filters.filter((one) => one.getAttribute('aria-pressed') === 'true');
    const kinds = new Set(pressed.map((one) => one.dataset.kind));
    const all = words.length > 0 ? textsOfRows() : [];
    let count = 0;
    for (const [index, row] of rows.entries()) {
      const isShown =
        (kinds.size === 0 || kinds.has(row.className)) &&
        words.every((word) => all[index]?.includes(word));
      if (row.hidden === isShown) row.hidden = !isShown;
      if (isShown) count += 1;
    }
    const total = grouped(rows.length);
    if (shown) {
      shown.textContent =
        count === rows.length ? `${total} shown` : `${grouped(count)} of ${total} shown`;
    }
    if (nothing) nothing.hidden = count > 0;
  }

  function showAll() {
    if (search) search.value = '';
    for (const one of filters) one.setAttribute('aria-pressed', 'false');
    update();
    search?.focus();
  }

  search.addEventListener('input', update);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') showAll();
  });
  nothing.querySelector('button')?.addEventListener('click', showAll);
  for (const one of filters) {
    one.addEventListener('click', () => {
      const isPressed = one.getAttribute('aria-pressed') === 'true';
      one.setAttribute('aria-pressed', String(!isPressed));
      update();
    });
  }
  // Browsers keep what was typed when a page is loaded again.
  update();
})();
