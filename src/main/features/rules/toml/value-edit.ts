import type { AST } from 'toml-eslint-parser';
import { differencesOf } from './differences';
import { editList } from './list-edit';
import { isList, type LineEnd, renderText, renderValue, type TomlValue } from './render';
import type { TextEdit } from './text-edits';

/** The edits that put another value in the place of one, in its style: quotes, and lines and comments of lists. A list stays one. */
export function editValue(source: string, node: AST.TOMLContentNode, value: TomlValue, lineEnd: LineEnd): TextEdit[] {
  const list = typeof value === 'string' || typeof value === 'number' ? [value] : value;
  if (node.type === 'TOMLArray' && isList(list)) return editArray(source, node, list, lineEnd);
  const [start, end] = node.range;
  return [
    { start, end, text: typeof value === 'string' ? textLike(node, value, lineEnd) : renderValue(value, lineEnd) },
  ];
}

function textLike(node: AST.TOMLContentNode, value: string, lineEnd: LineEnd): string {
  return renderText(value, lineEnd, node.type === 'TOMLValue' && node.kind === 'string' ? node : undefined);
}

function editArray(
  source: string,
  { range, elements }: AST.TOMLArray,
  value: readonly (string | number)[],
  lineEnd: LineEnd,
): TextEdit[] {
  const old = elements.map((element) => (element.type === 'TOMLValue' ? element.value : undefined));
  const style = elements.findLast((element) => element.type === 'TOMLValue' && element.kind === 'string');
  const next: (number | string)[] = [];
  const inPlace: TextEdit[] = [];
  let kept = 0;
  for (const { start, end, nextStart, nextEnd } of differencesOf(old, value, Object.is)) {
    while (kept < start) next.push(kept++);
    for (const [index, part] of value.slice(nextStart, nextEnd).entries()) {
      const element = elements[start + index];
      if (element && start + index < end) {
        inPlace.push(...editValue(source, element, part, lineEnd));
        next.push(start + index);
      } else {
        next.push(typeof part === 'string' && style ? textLike(style, part, lineEnd) : renderValue(part, lineEnd));
      }
    }
    kept = end;
  }
  while (kept < elements.length) next.push(kept++);
  return [...inPlace, ...editList(source, { range, parts: elements }, next)];
}
