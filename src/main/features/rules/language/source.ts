import type { RulesSource } from '../../../../shared/contract';
import { RuleDefaults, type RuleDraft } from '../../../../shared/vocabulary';
import { type RuleBlock, splitRules } from '../toml/blocks';
import { draftOf } from './drafts';
import { nameRules } from './rule-ids';
import { type KnownRules, placeIn, type RulePart, rawOf, readParts } from './rule-parts';

/** What a text says in its rules, and in [defaults] for all of them, as it is written there. */
export type Written = Pick<RulesSource, 'rules' | 'defaults'>;

/** The rules are in the order of the file; when it is no TOML, nothing is known of it. */
export function writtenIn(text: string, known: KnownRules = new Map()): Written {
  const read = readParts(text, known);
  if (!read.ok) return { rules: [], defaults: {} };
  const drafts = read.parts.map(draftIn);
  const ids = nameRules(drafts);
  const blocks = read.parts.every(({ range }) => range) ? undefined : blocksByLine(text);
  const rules = read.parts.map((part, index) => {
    const draft = drafts[index] ?? draftOf(undefined);
    const { line } = placeIn(part, 'value', []);
    const source = sourceIn(text, part, blocks?.get(line));
    return { id: ids[index] ?? '', named: draft.id !== undefined, draft, source, line };
  });
  return { rules, defaults: RuleDefaults.parse(draftOf(read.top.value.defaults)) };
}

export function rulesIn(text: string, known?: KnownRules): RulesSource['rules'] {
  return writtenIn(text, known).rules;
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
