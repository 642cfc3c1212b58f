/** The top of the page: what was found, and what was compared with what. */
import type { Report } from '../../model/report.ts';
import { comparedWith, oneRunSentence } from '../comparedWith.ts';
import { tellDrift } from '../drift.ts';
import { headline } from '../headline.ts';
import { suiteProblems } from '../sections.ts';
import { linkedPhrase } from './links.ts';
import { block, plain, prose } from './markup.ts';

function suites(report: Report): string[] {
  return suiteProblems(report).map(
    ({ suite, state, message }) =>
      `<div class="suite ${state === 'skipped' ? 'missing' : 'failed'}"><h2>Suite <code>${plain(suite)}</code> ${state}</h2>${message ? block(message) : ''}</div>`,
  );
}

/** The verdict of the run first, in the words of all reporters. */
export function summary(report: Report, repositoryUrl: string | undefined): string[] {
  const { symbol, lead, parts } = headline(report);
  const phrases = comparedWith(report).map(
    (phrase) => `<li>${linkedPhrase(phrase, report, repositoryUrl)}</li>`,
  );
  const drift = report.drift && tellDrift(report.drift, report.run);
  const oneRun = oneRunSentence(report);
  const counted = parts.map(
    ({ text, verdict }) => `<span class="count ${verdict}">${plain(text)}</span>`,
  );
  return [
    `<header class="found ${report.outcome}">`,
    `<h1><b class="symbol">${symbol}</b> <span>${lead ? `${plain(lead)}: ` : ''}${counted.join(', ')}</span></h1>`,
    ...(drift ? [`<p><strong>${plain(drift.fact)}</strong> ${prose(drift.explanation)}</p>`] : []),
    `<ul class="phrases">${phrases.join('')}</ul>`,
    ...(oneRun ? [`<p>${plain(oneRun)}</p>`] : []),
    ...(report.noBaseReason ? [`<p>${prose(report.noBaseReason)}</p>`] : []),
    '</header>',
    ...suites(report),
  ];
}
