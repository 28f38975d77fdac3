import type { RulesSource } from '../../../../shared/contract';
import type { RuleDraft } from '../../../../shared/vocabulary';
import { type RuleBlock, splitRules } from '../toml/blocks';
import { draftOf } from './drafts';
import { nameRules } from './rule-ids';
import { type KnownRules, placeIn, type RulePart, rawOf, readParts } from './rule-parts';

/** The rules in a text as they are written, in the order of the file; none when it is no TOML. */
export function rulesIn(text: string, known: KnownRules = new Map()): RulesSource['rules'] {
  const read = readParts(text, known);
  if (!read.ok) return [];
  const drafts = read.parts.map(draftIn);
  const ids = nameRules(drafts);
  const blocks = read.parts.every(({ range }) => range) ? undefined : blocksByLine(text);
  return read.parts.map((part, index) => {
    const draft = drafts[index] ?? draftOf(undefined);
    const { line } = placeIn(part, 'value', []);
    const source = sourceIn(text, part, blocks?.get(line));
    return { id: ids[index] ?? '', named: draft.id !== undefined, draft, source, line };
  });
}

function draftIn(part: RulePart): RuleDraft {
  part.known.draft ??= draftOf(rawOf(part));
  return part.known.draft;
}

/** The blocks by the 1-based line of their header. */
export function blocksByLine(text: string): Map<number, RuleBlock> {
  const blocks = new Map<number, RuleBlock>();
  let line = 1;
  let at = 0;
  for (const block of splitRules(text)) {
    for (let feed = text.indexOf('\n', at); feed >= 0 && feed < block.header; feed = text.indexOf('\n', at)) {
      line++;
      at = feed + 1;
    }
    blocks.set(line, block);
  }
  return blocks;
}

/** A rule without a header of its own, in a list of tables in braces, is its table. */
function sourceIn(text: string, { document, base, range }: RulePart, block: RuleBlock | undefined): string {
  const [from, to] = range ?? (block && [block.start, block.end]) ?? document.rangeOfValue(base) ?? [0, 0];
  return text.slice(from, to);
}
