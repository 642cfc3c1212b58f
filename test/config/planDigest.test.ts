import { describe, expect, it } from 'vitest';
import { type PlanOptions, planDigest } from '../../src/config/planDigest.ts';
import { type ConfigurationInput, configurationSchema } from '../../src/config/schema.ts';
import { defaultRule } from '../../src/model/rule.ts';

const plain: ConfigurationInput = {
  suites: { cli: { harness: 'command', commands: { one: 'true' } } },
};
const options: PlanOptions = {
  against: null,
  baseline: 'main',
  rounds: { minimum: 5, maximum: 20 },
  launches: null,
  timeBudgetSeconds: null,
  filter: null,
  rule: defaultRule,
};

const digest = (more: Partial<ConfigurationInput> = {}, given: Partial<PlanOptions> = {}) =>
  planDigest(configurationSchema.parse({ ...plain, ...more }), { ...options, ...given });

describe('the digest of a plan', () => {
  it('does not depend on where results are kept and how failures count', () => {
    const more = { output: 'out', baselinesFolder: 'b', baselineRuns: 3, strict: true };
    expect(digest({ ...more, allowMissing: true, $schema: 'x' })).toBe(digest());
    expect(digest({ reporters: { chat: './ci/chat.ts' } })).toBe(digest());
  });

  it.each<[string, Partial<ConfigurationInput>, Partial<PlanOptions>]>([
    ['a suite', { suites: { cli: { harness: 'command', commands: { one: 'false' } } } }, {}],
    ['another suite', { suites: { ...plain.suites, more: { harness: 'criterion' } } }, {}],
    ['a harness of one’s own', { suites: { cli: { harness: './ci/dice.ts', sides: 6 } } }, {}],
    ['renames', { renames: { 'cli/a': 'cli/one' } }, {}],
    ['the launches', {}, { launches: 3 }],
    ['the other side', {}, { against: 'main' }],
    ['the filter', {}, { filter: /one/ }],
    ['the baseline', {}, { baseline: 'other' }],
    ['the threshold', {}, { rule: { ...defaultRule, threshold: 0.1 } }],
    ['other environments', {}, { rule: { ...defaultRule, anyEnvironment: true } }],
  ])('changes with %s', (_, more, given) => {
    expect(digest(more, given)).not.toBe(digest());
  });

  it('changes with the rounds and the budget of what is measured side by side, only', () => {
    const rounds = { minimum: 2, maximum: 3 };
    const paired = digest({}, { against: 'main' });
    expect(digest({}, { against: 'main', rounds })).not.toBe(paired);
    expect(digest({}, { against: 'main', timeBudgetSeconds: 60 })).not.toBe(paired);
    expect(digest({}, { against: 'main', baseline: 'other' })).toBe(paired);
    expect(digest({}, { rounds, timeBudgetSeconds: 60 })).toBe(digest());
  });
});
