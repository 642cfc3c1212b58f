/** A step's input, or what it is by default. */
export const input = (name, usual = '') =>
  process.env[`INPUT_${name.toUpperCase()}`]?.trim() || usual;
