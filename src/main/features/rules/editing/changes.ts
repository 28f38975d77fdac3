import type { RulesChange, RulesSource } from '../../../../shared/contract';
import { nameRules } from '../language/rule-ids';
import { blocksByLine } from '../language/source';
import type { RuleBlock } from '../toml/blocks';
import { editRule } from '../toml/edit';
import { type LineEnd, renderRule } from '../toml/render';

/** A change of one rule. */
export type RuleChange = Exclude<RulesChange, { do: 'text' }>;

/** What a text of config.toml was found to say. */
export interface Reading {
  readonly rules: RulesSource['rules'];
  readonly defaults: { readonly enabled?: boolean | undefined };
}

export type Applied =
  /** `at`: the place of the rule among those of the new text; undefined when it is gone. */
  | { readonly ok: true; readonly text: string; readonly at: number | undefined }
  | { readonly ok: false; readonly error: 'no-rule'; readonly id: string }
  | { readonly ok: false; readonly error: 'conflict'; readonly theirs: string; readonly mine: string }
  /** The rule has no header of its own: it is one of `rules = [{ … }]`. */
  | { readonly ok: false; readonly error: 'no-header'; readonly line: number };

type ByChange = { readonly [Kind in RuleChange['do']]: (change: Extract<RuleChange, { do: Kind }>) => Applied };

/** Makes a change in a text. What it is not about stays byte for byte, but for blank lines beside a rule that comes or goes. */
export function applyChange(text: string, change: RuleChange, reading: Reading): Applied {
  return changesOf(text, reading)(change);
}

interface Target {
  readonly ok: true;
  readonly at: number;
  readonly rule: RulesSource['rules'][number];
  readonly block: RuleBlock;
}

function changesOf(text: string, { rules, defaults }: Reading) {
  const lineEnd: LineEnd = /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n';
  const blocks = blocksByLine(text);
  const ids = new Set(rules.map(({ id }) => id));

  const changes: ByChange = {
    add({ rule, after }) {
      const target = after === undefined ? last() : find(after);
      if (target && !target.ok) return target;
      const id = rule.id ?? nameRules([...rules.map((other) => ({ id: other.id, command: [] })), rule]).at(-1) ?? '';
      const source = renderRule({ ...rule, id }, target?.block.list ?? 'rules', lineEnd);
      return done(place(text, target?.block.end ?? text.length, source, lineEnd), target ? target.at + 1 : 0);
    },
    edit({ id, rule, was }) {
      const draft = { ...rule, id: rule.id ?? id };
      return withTarget(id, ({ block, at, rule: { source } }) => {
        if (was !== undefined && was !== source) return conflict(source, editRule(was, draft, lineEnd));
        return done(replace(block, editRule(source, draft, lineEnd)), at);
      });
    },
    source({ id, source, was }) {
      return withTarget(id, (target) => {
        if (was !== undefined && was !== target.rule.source) return conflict(target.rule.source, source);
        if (source.trim() === '') return done(cut(text, target.block), undefined);
        const whole = source.endsWith('\n') ? source : `${source}\n`;
        return done(replace(target.block, whole.replace(/\r?\n/g, lineEnd)), target.at);
      });
    },
    enable({ id, enabled }) {
      return withTarget(id, ({ block, at, rule: { draft, source } }) => {
        if ((draft.enabled ?? defaults.enabled ?? true) === enabled) return done(text, at);
        return done(replace(block, editRule(source, { ...draft, enabled }, lineEnd)), at);
      });
    },
    remove({ id, was }) {
      return withTarget(id, ({ block, rule: { source } }) =>
        was !== undefined && was !== source ? conflict(source, '') : done(cut(text, block), undefined),
      );
    },
    duplicate({ id }) {
      return withTarget(id, ({ block, at, rule: { draft, source } }) => {
        const name = draft.name === undefined ? {} : { name: `${draft.name} (copy)` };
        const copy = editRule(source, { ...draft, ...name, id: copyId(id) }, lineEnd);
        return done(place(text, block.end, copy, lineEnd), at + 1);
      });
    },
    move({ id, before }) {
      return withTarget(id, (target) => {
        const next = before === undefined ? undefined : find(before);
        if (next && !next.ok) return next;
        return moveTo(target, next ?? undefined);
      });
    },
  };
  return (change: RuleChange): Applied => {
    const apply = changes[change.do] as (change: RuleChange) => Applied;
    return apply(change);
  };

  function find(id: string): Target | Exclude<Applied, { ok: true }> {
    const at = rules.findIndex((rule) => rule.id === id);
    const rule = rules[at];
    if (!rule) return { ok: false, error: 'no-rule', id };
    const block = blocks.get(rule.line);
    return block ? { ok: true, at, rule, block } : { ok: false, error: 'no-header', line: rule.line };
  }

  function last(): ReturnType<typeof find> | undefined {
    const rule = rules.at(-1);
    return rule && find(rule.id);
  }

  function withTarget(id: string, apply: (target: Target) => Applied): Applied {
    const target = find(id);
    return target.ok ? apply(target) : target;
  }

  function replace({ start, end }: RuleBlock, source: string): string {
    return text.slice(0, start) + source + text.slice(end);
  }

  function copyId(id: string): string {
    const name = id.replace(/-\d+$/, '');
    let number = 2;
    while (ids.has(`${name}-${number}`)) number++;
    return `${name}-${number}`;
  }

  function moveTo({ rule, block, at }: Target, next: Target | undefined): Applied {
    const end = next ? next.at : rules.length;
    if (end === at || end === at + 1) return done(text, at);
    const order = rules.toSpliced(at, 1).toSpliced(end > at ? end - 1 : end, 0, rule);
    // Ids that are made of commands go by the order of the rules; the one that moves keeps its own.
    const drafts = order.map(({ draft }) => draft);
    const keepsId = nameRules(drafts).every((id, index) => id === order[index]?.id);
    const source = keepsId ? rule.source : editRule(rule.source, { ...rule.draft, id: rule.id }, lineEnd);
    const without = cut(text, block);
    const to = next?.block.start ?? lastEnd();
    const offset = to > block.start ? to - (text.length - without.length) : to;
    return done(place(without, offset, source, lineEnd), order.indexOf(rule));
  }

  function lastEnd(): number {
    return Math.max(...Array.from(blocks.values(), ({ end }) => end));
  }
}

function done(text: string, at: number | undefined): Applied {
  return { ok: true, text, at };
}

function conflict(theirs: string, mine: string): Applied {
  return { ok: false, error: 'conflict', theirs, mine };
}

/** Puts a rule into a text, with a blank line before and behind it. */
function place(text: string, offset: number, rule: string, lineEnd: LineEnd): string {
  const before = text.slice(0, offset);
  const behind = text.slice(offset);
  const whole = rule.endsWith('\n') ? rule : rule + lineEnd;
  const apart = endsBlank(before) ? '' : lineEnd;
  const ended = /[^\n\uFEFF]$/.test(before) ? lineEnd : '';
  return before + ended + apart + whole + (behind === '' || /^[ \t]*\r?\n/.test(behind) ? '' : lineEnd) + behind;
}

/** Takes a rule out of a text, with the blank lines that set it apart. */
function cut(text: string, { start, end }: RuleBlock): string {
  const before = text.slice(0, start);
  const behind = text.slice(end);
  if (behind.trim() === '') return before.replace(/(\S[ \t\r]*\n)\s+$/, '$1');
  return before + (endsBlank(before) ? behind.replace(/^(?:[ \t]*\r?\n)+/, '') : behind);
}

/** It is at its start, or its last line is blank. */
function endsBlank(text: string): boolean {
  return /(?:^\uFEFF?|\n)[ \t]*\r?\n$|^\uFEFF?$/.test(text);
}
