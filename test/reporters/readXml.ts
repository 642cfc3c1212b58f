/** A strict reader of the XML that perfwatch writes: elements, attributes in double quotes, text. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Of the element itself. */
  readonly text: string;
}

/** The `Char` of XML 1.0; half a surrogate pair is none. */
const characters = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

function decoded(text: string): string {
  if (!characters.test(text)) throw new Error('a character that XML 1.0 does not allow');
  if (/[<]|&(?!(?:amp|lt|gt|quot|#x[0-9a-f]+);)|\]\]>/.test(text)) {
    throw new Error(`not escaped: ${text}`);
  }
  return text.replace(
    /&(?:#x([0-9a-f]+)|([a-z]+));/g,
    (_, hex: string | undefined, name: string) => {
      const character =
        hex === undefined ? entities[name] : String.fromCodePoint(Number.parseInt(hex, 16));
      if (character === undefined || !characters.test(character)) {
        throw new Error(`a reference that XML 1.0 does not allow: ${hex ?? name}`);
      }
      return character;
    },
  );
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  const rest = text.replace(/ ([a-z]+)="([^"<]*)"/g, (_, name: string, value: string) => {
    if (Object.hasOwn(attributes, name)) throw new Error(`twice: ${name}`);
    attributes[name] = decoded(value);
    return '';
  });
  if (rest !== '') throw new Error(`no attributes: ${rest}`);
  return attributes;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const tag = /<(?<close>\/?)(?<name>[a-z-]+)(?<attributes>(?: [a-z]+="[^"<]*")*)(?<empty>\/?)>/g;

/** The root element. Throws where the text is not well-formed, or holds what is not written here. */
export function readXml(xml: string): XmlElement {
  if (!xml.startsWith(declaration)) throw new Error('no declaration');
  const body = xml.slice(declaration.length);
  const root = { name: '', attributes: {}, children: [] as XmlElement[], text: '' };
  const open = [root];
  let end = 0;
  for (const match of body.matchAll(tag)) {
    const { close, name = '', attributes = '', empty } = match.groups ?? {};
    const current = open.at(-1) ?? root;
    current.text += decoded(body.slice(end, match.index));
    end = match.index + match[0].length;
    if (close) {
      if (open.pop()?.name !== name) throw new Error(`closes what is not open: ${name}`);
      continue;
    }
    const element = { name, attributes: attributesOf(attributes), children: [], text: '' };
    current.children.push(element);
    if (!empty) open.push(element);
  }
  const [only, ...others] = root.children;
  if (open.length !== 1 || !only || others.length > 0 || body.slice(end) !== '\n') {
    throw new Error('not one whole element');
  }
  return only;
}
