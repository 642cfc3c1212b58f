import { describe, expect, it } from 'vitest';
import { splitWords } from '../../src/harnesses/commandLine.ts';

describe('splitting a command without a shell', () => {
  it.each([
    ['node index.js', ['node', 'index.js']],
    ['  cargo   run\t--release ', ['cargo', 'run', '--release']],
    ['python3 -c "print(1 + 1)"', ['python3', '-c', 'print(1 + 1)']],
    [`sh -c 'a | b && $c'`, ['sh', '-c', 'a | b && $c']],
    [`say "a 'b' c" 'd "e"'`, ['say', `a 'b' c`, 'd "e"']],
    [`say "a \\"b\\" \\\\ \\n"`, ['say', 'a "b" \\ \\n']],
    [`say one\\ word \\"`, ['say', 'one word', '"']],
    ['.\\bin\\tool C:\\data', ['.\\bin\\tool', 'C:\\data']],
    ['tool a""b \'\' ""', ['tool', 'ab', '', '']],
    ['tool end\\', ['tool', 'end\\']],
    ['tool a=b *.js ~', ['tool', 'a=b', '*.js', '~']],
  ])('%s', (line, argv) => {
    expect(splitWords(line)).toEqual({ state: 'split', argv });
  });

  it.each([
    ['a | b', '`|` is for a shell'],
    ['a > b', '`>` is for a shell'],
    ['a && b', '`&` is for a shell'],
    ['a; b', '`;` is for a shell'],
    ['echo $HOME', '`$` is for a shell'],
    ['echo `date`', '`` ` `` is for a shell'.replace('`` ` ``', '```')],
    ['say "open', 'a quote " is not closed'],
    [`say it's`, "a quote ' is not closed"],
    ['   ', 'the command is empty'],
    ['""', 'the command is empty'],
    ['LEVEL=3 node x.js', 'LEVEL=3 sets a variable'],
  ])('refuses %s', (line, problem) => {
    const words = splitWords(line);
    expect(words.state === 'refused' && words.problem).toContain(problem);
  });
});
