/** What pages of the documentation tell to write into files: blocks of code, by file. */

export interface Block {
  /** As the line above the block names it, at its end. */
  readonly file: string;
  readonly language: string;
  readonly text: string;
}

/** The blocks of a page, or of a part of it, in its order. */
export function blocksOf(page: string): readonly Block[] {
  const pattern = /^[^\n]*`(?<file>[\w./]+)`[^`\n]*:\n\n```(?<language>\w+)\n(?<text>.*?)^```$/gms;
  return [...page.matchAll(pattern)].map(({ groups = {} }) => ({
    file: groups.file ?? '',
    language: groups.language ?? '',
    text: groups.text ?? '',
  }));
}
