import type { MatchKind, Rule } from '../../../../shared/vocabulary';
import { createPatternIndex, type PatternIndex } from '../patterns/pattern-index';
import { compilePattern, type Pattern } from '../patterns/patterns';
import { quote } from '../quote';

/** A rule, ready to be matched. */
export interface CompiledRule {
  readonly rule: Rule;
  /** When it is asked: the smaller, the earlier. */
  readonly order: number;
  readonly commands: readonly Pattern[];
  readonly not: readonly Pattern[];
  readonly cwd: readonly Pattern[];
  readonly parent: readonly Pattern[];
  /** For names in lower case. */
  readonly agent: readonly Pattern[];
}

/** Rules, ready to be matched. */
export interface CompiledRules {
  /** In the order in which they are asked: by priority, the highest first, then as in the file. */
  readonly ordered: readonly CompiledRule[];
  get(id: string): CompiledRule | undefined;
  /** The enabled rules of which a pattern may match the command line, in their order. Good until the next call. */
  candidates(argv: readonly string[]): readonly CompiledRule[];
}

export const noRules: CompiledRules = compileRules([]);

/** @throws if a pattern is malformed: parseConfig lets no such rule through. */
export function compileRules(rules: readonly Rule[]): CompiledRules {
  const ordered = [...rules].sort((a, b) => b.priority - a.priority).map(compileRule);
  const byId = new Map(ordered.map((compiled) => [compiled.rule.id, compiled]));
  const enabled = ordered.filter(({ rule }) => rule.enabled);
  const owners = enabled.flatMap((compiled) => compiled.commands.map(() => compiled));
  const index: PatternIndex = createPatternIndex(enabled.flatMap(({ commands }) => commands));
  const found: CompiledRule[] = [];
  return {
    ordered,
    get: (id) => byId.get(id),
    candidates(argv) {
      if (found.length > 0) found.length = 0;
      for (const id of index.candidates(argv)) {
        const owner = owners[id];
        if (owner && owner !== found.at(-1)) found.push(owner);
      }
      return found;
    },
  };
}

function compileRule(rule: Rule, order: number): CompiledRule {
  const all = (kind: MatchKind, patterns: readonly string[]) =>
    patterns.map((pattern) => compileChecked(kind, pattern));
  return {
    rule,
    order,
    commands: all(rule.match, rule.commands),
    not: all(rule.match, rule.not),
    cwd: all('glob', rule.cwd.flatMap(folderGlobs)),
    parent: all('glob', rule.parent),
    agent: all(
      'glob',
      rule.agent.map((glob) => glob.toLowerCase()),
    ),
  };
}

/** A glob is for the folder itself, with or without a slash at its end; with `/**` for it and all that is below. */
function folderGlobs(glob: string): string[] {
  if (glob.endsWith('/**')) return [glob, glob.slice(0, -'/**'.length)];
  return [glob.length > 1 && glob.endsWith('/') ? glob.slice(0, -1) : glob];
}

function compileChecked(kind: MatchKind, text: string): Pattern {
  const compiled = compilePattern(kind, text);
  if (!compiled.ok) throw new Error(`${quote(text)} is a pattern that ${compiled.message}`);
  return compiled.value;
}
