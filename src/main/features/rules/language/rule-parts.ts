import type { Rule, RuleDraft } from '../../../../shared/vocabulary';
import { splitRules } from '../toml/blocks';
import { type Path, type Place, readToml, type TomlDocument, type TomlResult } from '../toml/toml';
import type { RuleReading } from './read-rule';

/** A rule of the file, read as TOML. */
export interface RulePart {
  readonly document: TomlDocument;
  /** Where in its document it stands. */
  readonly base: Path;
  /** How many lines of the file come before the document. */
  readonly linesBefore: number;
  /** What of the text belongs to it, with the comments above it; known when it was read by itself. */
  readonly range?: readonly [number, number];
  /** What has been found out about it; that of before when its text is as before. */
  readonly known: KnownRule;
}

/** What need not be found out again about a text of a rule. */
export interface KnownRule {
  readonly document: TomlDocument;
  /** Holds with these defaults. */
  reading?: RuleReading;
  defaults?: string;
  rule?: Rule;
  draft?: RuleDraft;
}

/** By the text of the rule. */
export type KnownRules = ReadonlyMap<string, KnownRule>;

export type Parts =
  | { readonly ok: true; readonly top: TomlDocument; readonly parts: readonly RulePart[]; readonly known: KnownRules }
  | Extract<TomlResult, { ok: false }>;

/**
 * Reads the file rule by rule, because then only the rules that changed have to be read. When there is any doubt whether
 * that is right, and when something is wrong with the syntax, the file is read in one piece.
 */
export function readParts(text: string, before: KnownRules): Parts {
  return readByRule(text, before) ?? readWhole(text, before);
}

function readByRule(text: string, before: KnownRules): Parts | undefined {
  const known = new Map<string, KnownRule>();
  const parts: RulePart[] = [];
  const rest: string[] = [];
  let at = 0;
  let lines = 0;
  for (const block of splitRules(text)) {
    const from = Math.max(text.lastIndexOf('\n', block.header) + 1, at, text.startsWith('\uFEFF') ? 1 : 0);
    const source = text.slice(from, block.end);
    const gap = text.slice(at, from);
    const rule = known.get(source) ?? before.get(source) ?? newRule(source);
    if (!rule) return undefined;
    known.set(source, rule);
    lines += lineFeeds(gap);
    parts.push({
      document: rule.document,
      base: [block.list, 0],
      linesBefore: lines,
      range: [block.start, block.end],
      known: rule,
    });
    const height = lineFeeds(source);
    rest.push(gap, '\n'.repeat(height));
    lines += height;
    at = block.end;
  }
  const top = readToml(rest.join('') + text.slice(at));
  if (!top.ok || 'rules' in top.document.value || 'rule' in top.document.value) return undefined;
  return { ok: true, top: top.document, parts, known };
}

function newRule(source: string): KnownRule | undefined {
  const toml = readToml(source);
  return toml.ok ? { document: toml.document } : undefined;
}

function lineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** The slow way, which is right for every text. Exported for the test that both are the same. */
export function readWhole(text: string, before: KnownRules): Parts {
  const toml = readToml(text);
  if (!toml.ok) return toml;
  const { document } = toml;
  const parts = ['rules', 'rule'].flatMap((list) => {
    const rules = document.value[list];
    if (!Array.isArray(rules)) return [];
    return rules.map((_, index): RulePart => ({ document, base: [list, index], linesBefore: 0, known: { document } }));
  });
  const place = ({ base }: RulePart) => document.placeOfValue(base);
  parts.sort((a, b) => byPlace(place(a), place(b)));
  return { ok: true, top: document, parts, known: before };
}

export function byPlace(a: Place, b: Place): number {
  return a.line - b.line || a.column - b.column;
}

/** The rule as TOML has it. */
export function rawOf({ document, base: [list = '', index = 0] }: RulePart): unknown {
  const rules = document.value[list];
  return Array.isArray(rules) ? rules[Number(index)] : undefined;
}

/** Where a part of the rule stands in the file. */
export function placeIn({ document, base, linesBefore }: RulePart, at: 'key' | 'value', path: Path): Place {
  const whole = [...base, ...path];
  const { line, column } = at === 'key' ? document.placeOfKey(whole) : document.placeOfValue(whole);
  return { line: line + linesBefore, column };
}
