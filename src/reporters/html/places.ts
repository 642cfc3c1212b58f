/** Where on an axis do marks stand, as short as a page of thousands needs it? Pure. */
import type { Span } from './axis.ts';

/** Places along an axis: more than a screen has pixels there, and two digits of base 36. */
const places = 36 ** 2 - 1;

/** From 0 at the lower end of the axis; what lies beyond an end is put there. */
export function placeOn({ low, high }: Span, value: number): number {
  return Math.round(Math.min(1, Math.max(0, (value - low) / (high - low))) * places);
}

/** The place as two digits of base 36. */
export const placeDigits = (span: Span, value: number): string =>
  placeOn(span, value).toString(36).padStart(2, '0');
