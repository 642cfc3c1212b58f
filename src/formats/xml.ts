/** Goes through XML once, element by element, as far as it is whole. Entities of a file's own are not replaced. */
import { SaxesParser } from 'saxes';
import type { Results } from './format.ts';
import { FormatProblem } from './problem.ts';

/** An element begins. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** From 1. */
  readonly line: number;
}

/** Takes the elements of one document in their order. */
export interface XmlHandler {
  open(element: XmlElement): void;
  text?(text: string): void;
  /** The element that was opened last, and is not closed yet, ends. */
  close(name: string): void;
  /** The document ends, perhaps in the middle. */
  end(): void;
}

/** Deeper than any harness nests. */
const deepest = 200;

/** Stops the parser where XML is broken. */
class Broken extends Error {}

function readDocument(text: string, firstLine: number, handler: XmlHandler, results: Results) {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const line = () => firstLine + parser.line - 1;
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    if (depth > deepest) throw new Broken('XML is nested too deep');
    results.at(line());
    handler.open({ name, attributes, line: line() });
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    handler.close(name);
  });
  const onText = handler.text?.bind(handler);
  if (onText) {
    parser.on('text', onText);
    parser.on('cdata', onText);
  }
  parser.on('error', (error) => {
    throw new Broken('XML is broken', { cause: error });
  });
  let isAll = false;
  try {
    parser.write(text);
    isAll = true;
    parser.close();
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    results.passOver(
      isAll ? 'the XML ends in the middle' : 'here XML is broken, what follows is not read',
      line(),
    );
  }
  handler.end();
}

/** Where documents begin: several may stand one after the other. */
function beginnings(text: string): number[] {
  const declared = [...text.matchAll(/<\?xml\s/g)].map(({ index }) => index);
  const first = text.indexOf('<');
  if (first < 0) throw new FormatProblem('it holds no XML', 1);
  const [declaration] = declared;
  return declaration === first ? declared : [first, ...declared];
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/**
 * Reads a file of one XML document, or of several, each of which is another launch. Where it is broken
 * or ends, that is told, and what was before is read.
 *
 * @param begin makes what takes a document's elements
 * @throws FormatProblem when there is not one element
 */
export function readXml(text: string, begin: () => XmlHandler, results: Results): void {
  const starts = beginnings(text);
  let line = 1 + linesIn(text.slice(0, starts[0]));
  for (const [index, start] of starts.entries()) {
    const document = text.slice(start, starts[index + 1]);
    if (index > 0) results.nextLaunch();
    readDocument(document, line, begin(), results);
    line += linesIn(document);
  }
}
