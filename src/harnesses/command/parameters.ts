/** What a command suite says of its parameters: by name, a list of values or a range of numbers. */
import * as z from 'zod';
import { lengthOfRange, numbersInRange } from './decimalRange.ts';

const rangeSchema = z.strictObject(
  {
    from: z.number().describe('The first number.'),
    to: z.number().describe('The last number, if a step meets it.'),
    step: z.number().default(1).describe('From one number to the next; above zero.'),
  },
  { error: 'a range such as {from: 1, to: 10, step: 3}' },
);

const valuesError = 'a list of numbers and texts such as [1, 10]';

const valuesSchema = z.array(z.union([z.number(), z.string()], { error: valuesError }), {
  error: valuesError,
});

const parameterSchema = z.union([valuesSchema, rangeSchema]);
type Parameter = z.infer<typeof parameterSchema>;

/** Names are written between braces and become a part of ids. */
const parameterNameSchema = z
  .string()
  .max(100)
  .regex(/^[A-Za-z][A-Za-z0-9._-]*$/, 'use letters, digits, ".", "_" and "-" only');

export const parametersSchema = z.record(parameterNameSchema, parameterSchema);
export type Parameters = z.infer<typeof parametersSchema>;

/** How many values a parameter has; does not write them down, however many they are. */
export function countOfValues(parameter: Parameter): number {
  return Array.isArray(parameter) ? parameter.length : lengthOfRange(parameter);
}

/** The values of a parameter as text, in order. */
export function valuesOf(parameter: Parameter): readonly string[] {
  return Array.isArray(parameter) ? parameter.map(String) : numbersInRange(parameter);
}

/** Why a parameter cannot be used, in words; null when it can. */
export function parameterProblem(parameter: Parameter): string | null {
  if (!Array.isArray(parameter)) {
    if (parameter.step <= 0) return '`step` must be above zero';
    return parameter.to < parameter.from ? '`to` is less than `from`' : null;
  }
  const values = valuesOf(parameter);
  if (values.length === 0) return 'give it at least one value';
  return new Set(values).size === values.length ? null : 'a value is there twice';
}
