import { fail, ok, type Result } from '../../shared/result';

// Files of settings are handled as text with one character for each byte (latin1), so that every byte survives.

const begin = '# >>> viberot shell probe >>>';
const end = '# <<< viberot shell probe <<<';
/** Said in the block, so that taking it out gives back the very bytes of before. */
const madeFile = '# This file was made for the lines below.';
const madeBreak = '# The line break before this block was made for it.';

/** Our block in a file of settings. */
export interface Block {
  /** Where it stands, with the line break at its end. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** @returns undefined when there is none; fails with the 1-based line where it is not whole */
export function findBlock(text: string): Result<Block | undefined, 'damaged'> {
  const marks = [...text.matchAll(/^# (?:>>> viberot shell probe >>>|<<< viberot shell probe <<<)[ \t]*\r?$/gm)];
  const [first, last] = marks;
  if (!first) return ok(undefined);
  const lineAt = (index: number) => text.slice(0, index).split('\n').length;
  const damaged = (index: number, what: string) =>
    fail('damaged', `${lineAt(index)}: ${what} Remove the lines of the shell probe by hand, then try again.`);
  if (!first[0].startsWith(begin))
    return damaged(first.index, 'Here the shell probe’s block ends without a beginning.');
  if (!last?.[0].startsWith(end)) return damaged(first.index, 'Here the shell probe’s block begins without an end.');
  const third = marks[2];
  if (third) return damaged(third.index, 'Here is a second block of the shell probe.');
  const inner = text.slice(first.index + first[0].length + 1, last.index);
  const to = last.index + last[0].length;
  return ok({ from: first.index, to: text[to] === '\n' ? to + 1 : to, lines: inner.split('\n').slice(0, -1) });
}

/** The file with the block, at its end or where it was; `text` is undefined when there is no file. */
export function withBlock(text: string | undefined, lines: readonly string[]): Result<string, 'damaged'> {
  const found = findBlock(text ?? '');
  if (!found.ok) return found;
  const { value: block } = found;
  if (block) {
    const notes = block.lines.filter((line) => line === madeFile || line === madeBreak);
    return ok((text ?? '').slice(0, block.from) + render([...notes, ...lines]) + (text ?? '').slice(block.to));
  }
  if (text === undefined) return ok(render([madeFile, ...lines]));
  return ok(/[^\n]$/.test(text) ? `${text}\n${render([madeBreak, ...lines])}` : text + render(lines));
}

/** The file without the block; undefined when it is to be removed. */
export function withoutBlock(text: string): Result<string | undefined, 'damaged'> {
  const found = findBlock(text);
  if (!found.ok || !found.value) return found.ok ? ok(text) : found;
  const { from, to, lines } = found.value;
  const after = text.slice(to);
  const before = text.slice(0, from);
  const rest = (lines.includes(madeBreak) && after === '' ? before.replace(/\n$/, '') : before) + after;
  return ok(rest === '' && lines.includes(madeFile) ? undefined : rest);
}

/** True when the block says just this. */
export function blockSays(block: Block, lines: readonly string[]): boolean {
  const own = block.lines.filter((line) => line !== madeFile && line !== madeBreak);
  return own.join('\n') === lines.join('\n');
}

function render(lines: readonly string[]): string {
  return [begin, ...lines, end, ''].join('\n');
}
