import { closest } from 'fastest-levenshtein';
import type { RulesChange, RulesChanged, RulesSource } from '../../shared/contract';
import { unreachable } from '../../shared/result';
import { describeProblem, type Problem, type RuleDraft } from '../../shared/vocabulary';
import { type Outcome, rulesIn } from '../features/rules';
import { printLines } from './print';
import { changeDraft, type Settings } from './rule-settings';
import { type RulesAccess, withRules } from './rules-access';
import type { Invocation } from './run';

type Rule = RulesSource['rules'][number];

/** Changes rules one after the other, up to the first that can't be. `said`: what was done, "enabled". */
export async function changeRules(invocation: Invocation, said: string, changes: RulesChange[]): Promise<number> {
  return withRules(invocation, async (rules) => {
    for (const change of changes) {
      const code = await tell(invocation, rules, { said, outcome: await rules.change(change), of: idOf(change) });
      if (code !== 0) return code;
    }
    return 0;
  });
}

/** Adds a rule that flags describe. */
export async function addRule(
  invocation: Invocation,
  rule: RuleDraft,
  { after, ...settings }: Settings & { after?: string | undefined },
): Promise<number> {
  const draft = changeDraft(rule, settings);
  if (!draft.ok) return usage(invocation, draft.message);
  return changeRules(invocation, 'added', [{ do: 'add', rule: draft.value, ...(after !== undefined && { after }) }]);
}

/** Adds rules as they are written: a file, or standard input for "-". Without a header they are the keys of one rule. */
export async function addToml(invocation: Invocation, file: string): Promise<number> {
  const { host } = invocation;
  const content = file === '-' ? { ok: true as const, value: await host.readInput() } : await host.readText(file);
  if (!content.ok) return failed(invocation, content.message);
  const toml = /^\s*\[\[\s*["']?rules?["']?\s*\]\]/m.test(content.value)
    ? content.value
    : `[[rules]]\n${content.value}`;
  return withRules(invocation, async (rules) => {
    const source = await rules.source();
    if (!source.ok) return failed(invocation, source.message);
    const { text, version, rules: before } = source.value;
    const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
    const added =
      toml
        .replace(/^\uFEFF|\r/g, '')
        .trim()
        .replaceAll('\n', lineEnd) + lineEnd;
    const whole = `${text.trimEnd()}${text.trim() === '' ? '' : lineEnd + lineEnd}${added}`;
    const outcome = await rules.change({ do: 'text', text: whole, base: version });
    if (outcome.type !== 'changed') return tell(invocation, rules, { said: 'added', outcome, of: undefined });
    const ids = rulesIn(outcome.changed.text)
      .slice(before.length)
      .map(({ id }) => id);
    if (invocation.json) await host.out(JSON.stringify({ ids }));
    else await printLines(host.out, ...ids.map((id) => `${id}: added`));
    return 0;
  });
}

/** Changes keys of a rule. */
export async function editKeys(invocation: Invocation, id: string, settings: Settings): Promise<number> {
  return withRules(invocation, async (rules) => {
    const found = await findRule(invocation, rules, id);
    if (typeof found === 'number') return found;
    const draft = changeDraft(found.draft, settings);
    if (!draft.ok) return usage(invocation, draft.message);
    const outcome = await rules.change({ do: 'edit', id, rule: draft.value, was: found.source });
    return tell(invocation, rules, { said: 'changed', outcome, of: id });
  });
}

/** Lets the person edit the source of a rule, again and again until there is nothing wrong with it. */
export async function editSource(invocation: Invocation, id: string): Promise<number> {
  const { host } = invocation;
  return withRules(invocation, async (rules) => {
    const found = await findRule(invocation, rules, id);
    if (typeof found === 'number') return found;
    const editor = await host.openEditor('rule.toml', found.source);
    for (;;) {
      const edited = await editor.edit();
      if (!edited.ok) {
        await editor.remove();
        return failed(invocation, edited.message);
      }
      if (edited.value === found.source) {
        await editor.remove();
        if (!invocation.json) await host.out(`${id}: not changed`);
        return 0;
      }
      const outcome = await rules.change({ do: 'source', id, source: edited.value, was: found.source });
      if (outcome.type === 'changed') await editor.remove();
      if (outcome.type !== 'invalid') {
        if (outcome.type !== 'changed') await host.error(`What you wrote is kept in ${editor.file}`);
        return tell(invocation, rules, { said: 'changed', outcome, of: id });
      }
      await printLines(host.error, ...outcome.problems.map((problem) => describeInRule(problem, found, edited.value)));
      await host.error('Nothing was changed. Press Enter to edit it again, or q and Enter to leave it.');
      const answer = await host.readLine();
      if (answer === undefined || answer.trim().toLowerCase().startsWith('q')) {
        await host.error(`What you wrote is kept in ${editor.file}`);
        return 1;
      }
    }
  });
}

/** Places in the rule as it is edited; other problems are the file's. */
function describeInRule(problem: Problem, { source, line }: Rule, edited: string): string {
  const header = source.split('\n').findIndex((text) => text.trimStart().startsWith('['));
  const own = problem.line - (line - Math.max(header, 0)) + 1;
  if (own < 1 || own > edited.trimEnd().split('\n').length) return describeProblem(problem);
  return `line ${own}, column ${problem.column}: ${problem.message}`;
}

async function findRule(invocation: Invocation, rules: RulesAccess, id: string): Promise<Rule | number> {
  const source = await rules.source();
  if (!source.ok) return failed(invocation, source.message);
  const found = source.value.rules.find((rule) => rule.id === id);
  if (found) return found;
  if (source.value.rules.length > 0 || source.value.problems.length === 0)
    return sayNoRule(invocation, id, source.value);
  await printLines(invocation.host.error, ...source.value.problems.map(describeProblem));
  return 1;
}

/** What became of a change; `of` is the rule that it was asked for. */
interface Told {
  readonly said: string;
  readonly outcome: Outcome;
  readonly of: string | undefined;
}

async function tell(invocation: Invocation, rules: RulesAccess, { said, outcome, of }: Told): Promise<number> {
  const { host } = invocation;
  switch (outcome.type) {
    case 'changed':
      await sayDone(invocation, said, outcome.changed, of);
      return 0;
    case 'no-rule': {
      const source = await rules.source();
      return source.ok ? sayNoRule(invocation, outcome.id, source.value) : failed(invocation, source.message);
    }
    case 'conflict':
      return failed(invocation, 'The rule was changed by somebody else meanwhile; nothing was written. Try again.');
    case 'invalid':
      await printLines(host.error, ...outcome.problems.map(describeProblem));
      return failed(invocation, 'Nothing was changed: the file would not be right.');
    case 'cannot-write':
      return failed(invocation, `The file could not be written: ${outcome.reason}`);
    default:
      return unreachable(outcome);
  }
}

async function sayDone({ host, json }: Invocation, said: string, changed: RulesChanged, of?: string): Promise<void> {
  const id = changed.id ?? of;
  const done = changed.before !== changed.text;
  if (json) await host.out(JSON.stringify({ id, changed: done }));
  else await printLines(host.out, done ? `${id}: ${said}` : `${id}: nothing to change`);
}

async function sayNoRule(invocation: Invocation, id: string, { rules }: RulesSource): Promise<number> {
  const ids = rules.map((rule) => rule.id);
  const hint = ids.length > 0 ? ` Did you mean ${closest(id, ids)}? "viberot rules list" shows them all.` : '';
  return failed(invocation, `There is no rule ${id}.${hint}`);
}

async function failed({ host }: Invocation, message: string): Promise<number> {
  await printLines(host.error, message);
  return 1;
}

async function usage({ host }: Invocation, message: string): Promise<number> {
  await printLines(host.error, message);
  return 2;
}

function idOf(change: RulesChange): string | undefined {
  return 'id' in change ? change.id : undefined;
}
