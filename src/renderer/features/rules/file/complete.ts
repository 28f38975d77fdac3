import type { CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { ActionDraft, actionTypes, MatchKind, Moment, RuleDraft, soundNames } from '../../../../shared/vocabulary';

const keysOf = {
  rule: [...Object.keys(RuleDraft.shape), 'commands', 'actions'],
  action: Object.keys(ActionDraft.shape),
  defaults: Object.keys(RuleDraft.shape).filter((key) => !['id', 'name', 'command', 'action'].includes(key)),
  history: ['enabled', 'keep_days', 'max_size', 'mask', 'mask_known'],
  limits: ['runs', 'waiting', 'depth'],
};

const headers = ['[[rules]]', '[rules.action]', '[defaults]', '[history]', '[limits]'];

const values: Record<string, readonly string[]> = {
  type: actionTypes,
  match: MatchKind.options,
  on: Moment.options,
  at: ['start', 'end', 'both'],
  sound: soundNames,
  level: ['debug', 'info', 'warn', 'error'],
};

/** Offers keys at the beginning of a line, as the table has them that it is in, and the words that some keys take. */
export function completeKeys(context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = context.state.sliceDoc(line.from, context.pos);
  const value = /^\s*(\w+)\s*=\s*"(\w*)$/.exec(before);
  if (value) return resultOf(context.pos - (value[2] ?? '').length, values[value[1] ?? ''] ?? [], '"');
  const key = /^\s*([\w[]*)$/.exec(before);
  if (!key || (key[1] === '' && !context.explicit)) return null;
  const from = context.pos - (key[1] ?? '').length;
  if (key[1]?.startsWith('[')) return resultOf(from, headers, '');
  return resultOf(from, keysOf[tableAt(context, line.number)], ' = ');
}

function resultOf(from: number, labels: readonly string[], after: string): CompletionResult | null {
  if (labels.length === 0) return null;
  return { from, options: labels.map((label) => ({ label, apply: label + after })), validFor: /^[\w[\].]*$/ };
}

/** The nearest header above the line says which table it is in. */
function tableAt({ state }: CompletionContext, number: number): keyof typeof keysOf {
  for (let at = number - 1; at >= 1; at--) {
    const header = /^\s*\[+\s*([\w.]+)/.exec(state.doc.line(at).text)?.[1];
    if (header === undefined) continue;
    if (/\.actions?$/.test(header)) return 'action';
    return header === 'defaults' || header === 'history' || header === 'limits' ? header : 'rule';
  }
  return 'rule';
}
