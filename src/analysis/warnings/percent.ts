/** A share in words: 0.123 is `12 %`; small ones keep a digit. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value < 9.95 ? Number(value.toFixed(1)) : value.toFixed(0)} %`;
}
