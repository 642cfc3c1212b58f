/** Draws both sides' launches, and the runs of a baseline, into a row when it is opened for the first time. */
(() => {
  const body = document.querySelector('table.compared tbody');
  const island = document.querySelector('#pictures');
  if (!body || !island) return;
  const rows = /** @type {HTMLTableRowElement[]} */ ([...body.children]);
  const indices = new Map(rows.map((row, index) => [row, index]));

  /**
   * As the reporter writes it: places along the axis are two digits of base 36; of a launch its value
   * and, if known, from where to where its samples go.
   *
   * @typedef {readonly [digitsPerLaunch: 2 | 6, launches: string, typical: number | null]} Side
   * @typedef {readonly [list: number, marks: string, values: string]} Past
   * @typedef {readonly [unit: string, ticks: readonly (readonly [number, string])[], base: Side, candidate: Side, history?: Past]} Picture
   */

  /** @type {readonly (Picture | null)[] | null} */
  let pictures = null;
  const picturesOfRows = () => {
    pictures ??= /** @type {readonly (Picture | null)[]} */ (
      JSON.parse(island.textContent ?? '[]')
    );
    return pictures;
  };

  const places = 36 ** 2 - 1;
  const heights = { title: 22, run: 12, between: 10, axis: 26 };

  /** @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
  function element(name, attributes, text) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** @param {string} text @param {2 | 6} digits @returns {(readonly [value: number, low: number, high: number])[]} */
  function marksOf(text, digits) {
    return Array.from({ length: text.length / digits }, (_, mark) => {
      const at = (/** @type {number} */ position) =>
        Number.parseInt(text.slice(mark * digits + position, mark * digits + position + 2), 36);
      return digits === 6 ? [at(0), at(2), at(4)] : [at(0), at(0), at(0)];
    });
  }

  /**
   * One below the other, which is the order of time: a drift is seen as one.
   *
   * @param {Element} lane @param {ReturnType<typeof marksOf>} marks @param {(place: number) => number} x
   * @param {number} from @param {number} step
   */
  function drawMarks(lane, marks, x, from, step) {
    const ranges = marks.map(([, low, high], index) => {
      const y = from + (index + 0.5) * step;
      return low < high ? `M${x(low)} ${y}H${x(high)}` : '';
    });
    lane.append(element('path', { class: 'range', d: ranges.join('') }));
    for (const [index, [value]] of marks.entries()) {
      const y = from + (index + 0.5) * step;
      lane.append(element('circle', { cx: x(value), cy: y, r: Math.min(3.5, step / 2 + 0.75) }));
    }
  }

  /** @type {readonly (readonly string[])[] | null} */
  let runLists = null;
  const runsOf = (/** @type {Past} */ [list]) => {
    runLists ??= /** @type {readonly (readonly string[])[]} */ (
      JSON.parse(document.querySelector('#runs')?.textContent ?? '[]')
    );
    return runLists[list] ?? [];
  };

  /** Which runs a history has, with their values, in words. @param {Past} history @param {string} unit */
  function pastRuns(history, unit) {
    const runs = runsOf(history);
    return history[2].split('|').map((value, index) => {
      const withUnit = unit === '' || value.includes(' ') ? value : `${value} ${unit}`;
      return `${runs[index] ?? 'Now'}: ${withUnit}`;
    });
  }

  /** @param {Picture} picture @param {readonly [string, string]} values @param {number} width */
  function draw([unit, ticks, base, now, history], values, width) {
    const edge = 14;
    const x = (/** @type {number} */ place) => edge + (place / places) * (width - 2 * edge);
    const svg = element('svg', { class: 'launches', role: 'img', width });
    let top = 0;
    const grid = svg.appendChild(element('g', { class: 'grid' }));
    const addLane = (/** @type {string} */ name, /** @type {string} */ words) => {
      const lane = svg.appendChild(element('g', { class: name }));
      lane.append(element('text', { x: edge, y: top + 15, class: 'title' }, words));
      return lane;
    };
    const told = [base, now].map((side, index) => {
      const launches = marksOf(side[1], side[0]);
      const title = index === 0 ? 'Base' : 'Now';
      const number = `${launches.length} ${launches.length === 1 ? 'launch' : 'launches'}`;
      const typical = values[index] ? `typically ${values[index]}` : '';
      const words = [title, typical, launches.length > 0 ? number : ''].filter(Boolean).join(' · ');
      const lane = addLane(index === 0 ? 'base' : 'now', words);
      const from = top + heights.title;
      const step = Math.min(9, Math.max(2, 160 / Math.max(1, launches.length)));
      const height = Math.max(14, launches.length * step);
      if (side[2] !== null) {
        const at = x(side[2]);
        lane.append(
          element('path', { class: 'typical', d: `M${at} ${from - 2}V${from + height + 2}` }),
        );
      }
      drawMarks(lane, launches, x, from, step);
      top = from + height + heights.between;
      return words;
    });
    if (history) {
      const runs = runsOf(history);
      const marks = marksOf(history[1], 6);
      const words = `${runs.length} runs of the baseline${marks.length > runs.length ? ', then now' : ''}`;
      const from = top + heights.title;
      const way = marks.map(
        ([value], index) => `${x(value)} ${from + (index + 0.5) * heights.run}`,
      );
      const lane = addLane('base', words);
      lane.append(element('path', { class: 'way', d: `M${way.join('L')}` }));
      drawMarks(lane, marks.slice(0, runs.length), x, from, heights.run);
      const present = svg.appendChild(element('g', { class: 'now' }));
      const behind = from + runs.length * heights.run;
      drawMarks(present, marks.slice(runs.length), x, behind, heights.run);
      top = from + marks.length * heights.run + heights.between;
      told.push(words);
    }
    const axis = svg.appendChild(element('g', { class: 'axis' }));
    axis.append(element('path', { d: `M${edge} ${top}H${width - edge}` }));
    for (const [index, [place, label]] of ticks.entries()) {
      const at = x(place);
      grid.append(element('path', { d: `M${at} ${heights.title - 4}V${top}` }));
      const text = index === ticks.length - 1 && unit ? `${label} ${unit}` : label;
      const anchor = at > width - 48 ? 'end' : at < 30 ? 'start' : 'middle';
      axis.append(element('text', { x: at, y: top + 17, 'text-anchor': anchor }, text));
    }
    const height = top + heights.axis;
    svg.setAttribute('height', String(height));
    svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    svg.setAttribute('aria-label', `Launches. ${told.join('. ')}.`);
    return svg;
  }

  /** What is drawn, and no more. @param {Element} svg */
  const explanationOf = (svg) =>
    [
      'Each dot is a launch, in the order they ran',
      // Those of one value have none.
      svg.querySelector('.base .range[d*="H"], .now .range[d*="H"]')
        ? '; the line through it holds nine of ten of its samples.'
        : '.',
      svg.querySelector('.typical')
        ? ' The upright line is the typical value that was compared.'
        : '',
    ].join('');

  const pastExplanation =
    ' Below, each dot is a run by its typical value, the oldest first; the line through it holds all of its launches.';

  body.addEventListener(
    'toggle',
    (event) => {
      const details = /** @type {HTMLDetailsElement} */ (event.target);
      const row = details.closest('tr');
      if (!row || !details.open || details.querySelector('svg')) return;
      const picture = picturesOfRows()[indices.get(row) ?? -1];
      if (!picture) return;
      const [, , base, now] = row.cells;
      const values = /** @type {const} */ ([base?.textContent ?? '', now?.textContent ?? '']);
      const figure = document.createElement('figure');
      const caption = document.createElement('figcaption');
      details.querySelector('summary')?.after(figure);
      const width = Math.round(Math.min(760, Math.max(240, figure.clientWidth)));
      const svg = draw(picture, values, width);
      caption.textContent = explanationOf(svg);
      figure.append(svg, caption);
      const history = picture[4];
      if (!history) return;
      caption.textContent += pastExplanation;
      const list = figure.appendChild(document.createElement('ol'));
      for (const words of pastRuns(history, picture[0])) {
        list.appendChild(document.createElement('li')).textContent = words;
      }
    },
    // It does not bubble.
    true,
  );
})();
