import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../../src/errors.ts';
import { budgetProblem, expectedRoundSeconds } from '../../../src/measure/pair/budget.ts';

describe('a round', () => {
  it('takes as long as one launch of every suite on both sides', () => {
    const seconds = new Map([
      ['rust', 3],
      ['node', 0.5],
      ['other', 100],
    ]);
    expect(expectedRoundSeconds(['rust', 'node'], seconds)).toBe(7);
  });

  it('takes nobody knows how long when one suite was never measured', () => {
    expect(expectedRoundSeconds(['rust', 'new'], new Map([['rust', 3]]))).toBeNull();
  });
});

describe('a budget', () => {
  it('is too small when the fewest rounds do not fit, and says how long they take', () => {
    const problem = budgetProblem(60, 12.1, 5);
    expect(problem).toMatchObject({ code: 'budget-too-small', exitCode: exitCodes.usage });
    expect(problem?.message).toContain('budget of 60 s is too small: 5 rounds');
    expect(problem?.message).toContain('take about 61 s');
  });

  it.each([
    { what: 'they fit', budget: 60, round: 12 },
    { what: 'there is none', budget: null, round: 1e9 },
    { what: 'nobody knows how long they take', budget: 1, round: null },
  ])('may do where $what', ({ budget, round }) => {
    expect(budgetProblem(budget, round, 5)).toBeNull();
  });
});
