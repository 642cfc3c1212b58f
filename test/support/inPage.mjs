/** What tests do and ask inside of a page: each function runs there by itself, with all it needs. */

/** Opens all that is folded and goes to the end of the page. */
export function openAll() {
  for (const one of document.querySelectorAll('details')) one.open = true;
  scrollTo(0, document.body.scrollHeight);
}

/** Which part of the page an element is in. */
export function partOf(element) {
  const part = element.closest('.found, .search, .filters, thead, tbody');
  return part?.classList[0] ?? part?.localName ?? 'elsewhere';
}

/** Texts whose contrast with what is behind them is below a ratio (WCAG 2.2, 1.4.3). */
export function lowContrasts(least) {
  const luminance = (color) => {
    const [red, green, blue] = color.match(/[\d.]+/g).map((text) => {
      const share = Number(text) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const { backgroundColor } = getComputedStyle(one);
      if (backgroundColor.startsWith('rgb(')) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  return [...document.querySelectorAll('body *')]
    .filter((one) => hasText(one) && one.checkVisibility())
    .flatMap((one) => {
      const [a, b] = [luminance(getComputedStyle(one).color), luminance(behind(one))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return ratio < least ? [`${one.localName}.${one.className} ${ratio.toFixed(2)}`] : [];
    });
}
