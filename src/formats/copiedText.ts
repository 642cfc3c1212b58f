/**
 * A text of its own. What is cut from a large text is a view of it in V8, which would keep all of it in
 * memory; putting something before it makes a new one.
 */
export const copiedText = (text: string): string => ` ${text}`.slice(1);
