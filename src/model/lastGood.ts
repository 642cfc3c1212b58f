/** How a night finds the commit of the last night in which nothing regressed. */

/** What `--against` is told for it. */
export const lastGoodWord = 'last-good';

/** The tag that stands at that commit; `perfwatch nightly` moves it. */
export const lastGoodTag = 'perfwatch-last-good';
