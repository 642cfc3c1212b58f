/** One odd launch raises no warning: what is warned of is the case in most of them. */

/**
 * What is found in the launches, when more than half of them have something; else null, also for no
 * launches. Asks no further as soon as it cannot be more than half.
 *
 * @param judge what is found in one launch, or null
 */
export function foundInMost<Launch, Finding>(
  launches: readonly Launch[],
  judge: (launch: Launch) => Finding | null,
): Finding[] | null {
  const found: Finding[] = [];
  for (const [index, launch] of launches.entries()) {
    const finding = judge(launch);
    if (finding !== null) found.push(finding);
    const left = launches.length - index - 1;
    if ((found.length + left) * 2 <= launches.length) return null;
  }
  return found.length > 0 ? found : null;
}
