/** Sorting by a column: up, down, and back to the order of the report. */
(() => {
  const table = /** @type {HTMLTableElement | null} */ (document.querySelector('table.compared'));
  const body = table?.tBodies[0];
  if (!table || !body) return;
  const rows = [...body.rows];

  /** @typedef {readonly [base: number | null, candidate: number | null, ratio: number | null]} Values */
  /** @type {readonly Values[] | null} */
  let values = null;
  const valuesOfRows = () => {
    values ??= /** @type {readonly Values[]} */ (
      JSON.parse(document.querySelector('#values')?.textContent ?? '[]')
    );
    return values;
  };

  /** By what a column sorts: numbers by the row's place in the report; empty ones stay behind. */
  const columns = /** @type {const} */ ({ base: 0, candidate: 1, change: 2 });

  /** @param {string} by @returns {(a: number, b: number) => number} */
  function order(by) {
    if (by === 'name') {
      const names = rows.map((row) => row.querySelector('summary')?.textContent ?? '');
      const { compare } = new Intl.Collator('en', { numeric: true });
      return (a, b) => compare(names[a] ?? '', names[b] ?? '');
    }
    const column = by in columns ? columns[/** @type {keyof typeof columns} */ (by)] : null;
    if (column === null) return (a, b) => a - b;
    const all = valuesOfRows();
    return (a, b) => (all[a]?.[column] ?? 0) - (all[b]?.[column] ?? 0);
  }

  /** @param {string} by */
  function isEmptyBy(by) {
    const column = by in columns ? columns[/** @type {keyof typeof columns} */ (by)] : null;
    if (column === null) return () => false;
    const all = valuesOfRows();
    return (/** @type {number} */ index) => (all[index]?.[column] ?? null) === null;
  }

  /** @param {string} by @param {'ascending' | 'descending' | 'none'} direction */
  function sort(by, direction) {
    const indices = rows.map((_, index) => index);
    if (direction !== 'none') {
      const [compare, isEmpty] = [order(by), isEmptyBy(by)];
      const sign = direction === 'ascending' ? 1 : -1;
      indices.sort(
        (a, b) => Number(isEmpty(a)) - Number(isEmpty(b)) || sign * compare(a, b) || a - b,
      );
    }
    body?.replaceChildren(...indices.flatMap((index) => rows[index] ?? []));
  }

  const buttons = /** @type {HTMLButtonElement[]} */ ([
    ...table.querySelectorAll('button[data-sort]'),
  ]);
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const header = button.closest('th');
      if (!header) return;
      const by = button.dataset.sort ?? '';
      // What changed most is looked for first; a name from its beginning.
      const first = by === 'name' || by === 'verdict' ? 'ascending' : 'descending';
      const second = first === 'ascending' ? 'descending' : 'ascending';
      const now = header.getAttribute('aria-sort');
      const next = now === null ? first : now === first ? second : 'none';
      for (const other of buttons) other.closest('th')?.removeAttribute('aria-sort');
      if (next !== 'none') header.setAttribute('aria-sort', next);
      sort(by, next);
    });
  }
})();
