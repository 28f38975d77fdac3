// The rules of a hub, as a store sees them: a file in memory, whose rules are lines "id command".
import { ORPCError } from '@orpc/client';
import { createStore } from 'zustand/vanilla';
import { createChanges } from '../../../../src/renderer/features/rules/changes';
import { createEditor } from '../../../../src/renderer/features/rules/editor';
import { createSource, type SourceRule } from '../../../../src/renderer/features/rules/source';
import { createTextEditor } from '../../../../src/renderer/features/rules/text';
import type { Client, RulesChange, RulesState } from '../../../../src/shared/contract';
import type { DraftProblem, Rule, RuleDraft } from '../../../../src/shared/vocabulary';

export const draftOf = (id: string, command = `cmd-${id}`): RuleDraft => ({
  ...{ id, command: [command], action: [{ type: 'log', message: 'x' }] },
});

export const sourceOf = (id: string, draft: RuleDraft): SourceRule => ({
  ...{ id, named: true, draft, line: 1 },
  source: `${id} ${draft.command[0]}`,
});

/** A rule in force. */
export const ruleOf = (id: string): Rule => ({
  ...{ id, enabled: true, match: 'glob', commands: ['*'], not: [], cwd: [], user: [], parent: [], agent: [] },
  ...{ exitCodes: [], on: 'start', minDurationMs: 0, cooldownMs: 0, priority: 0, stop: false, ofActions: false },
  ...{ activeHours: [], activeDays: [], line: 1 },
  actions: [{ type: 'log', message: 'x', level: 'info', at: 'start' }],
});

export interface FakeRules {
  /** What stands in the file. */
  text: string;
  /** What was asked for. */
  readonly changes: RulesChange[];
  /** What checkDraft finds. */
  problems: DraftProblem[];
  /** Somebody else writes the file. */
  write(text: string): Promise<void>;
}

export function openFake(text: string) {
  const fake: FakeRules = {
    text,
    changes: [],
    problems: [],
    async write(next) {
      fake.text = next;
      state.setState({ value: { version: next } as RulesState, error: undefined });
      await settled();
    },
  };
  const rulesIn = () =>
    fake.text.split('\n').flatMap((line) => {
      const [id, ...words] = line.split(' ');
      return id ? [sourceOf(id, draftOf(id, words.join(' ')))] : [];
    });
  const conflict = (data: object) => new ORPCError('CONFLICT', { defined: true, data });

  async function change(input: RulesChange) {
    fake.changes.push(input);
    const before = fake.text;
    if (input.do === 'text') {
      if (input.base !== before) throw conflict({ theirs: before, mine: input.text, whole: true, version: before });
      fake.text = input.text;
    } else if (input.do === 'add') fake.text = `${before}\n${input.rule.id} ${input.rule.command[0]}`;
    else if (input.do === 'remove')
      fake.text = rulesIn()
        .flatMap((rule) => (rule.id === input.id ? [] : rule.source))
        .join('\n');
    else if (input.do === 'move') fake.text = moved(before.split('\n'), input).join('\n');
    else if (input.do === 'edit' || input.do === 'source') {
      const rule = rulesIn().find(({ id }) => id === input.id);
      if (!rule) throw new ORPCError('NO_RULE', { defined: true, data: { id: input.id } });
      const mine = input.do === 'edit' ? `${input.id} ${input.rule.command[0]}` : input.source;
      if (input.was !== undefined && input.was !== rule.source) {
        throw conflict({ theirs: rule.source, mine, whole: false, version: before });
      }
      fake.text = before.replace(rule.source, mine);
    }
    const id = 'id' in input ? input.id : input.do === 'add' ? input.rule.id : undefined;
    return { before, text: fake.text, version: fake.text, id };
  }

  const rules = {
    change,
    source: async () => ({ text: fake.text, version: fake.text, problems: [], defaults: {}, rules: rulesIn() }),
    check: async () => ({ problems: [] }),
    checkDraft: async ({ rule }: { rule: RuleDraft }) => ({
      problems: fake.problems,
      source: `${rule.id} ${rule.command[0]}`,
    }),
  };
  // Only what these stores ask for is there.
  const client = { rules } as unknown as Pick<Client, 'rules'>;
  const state = createStore(() => ({ value: { version: text } as RulesState | undefined, error: undefined }));
  const source = createSource(client, state);
  const changes = createChanges(client);
  const editor = createEditor({ client, source, changes });
  const textEditor = createTextEditor({ client, source, changes });
  return { fake, source, changes, editor, textEditor };
}

function moved(
  lines: readonly string[],
  { id, before }: { readonly id: string; readonly before?: string | undefined },
): string[] {
  const isOf = (rule: string | undefined) => (line: string) => line.startsWith(`${rule} `);
  const others = lines.filter((line) => !isOf(id)(line));
  const at = before === undefined ? others.length : others.findIndex(isOf(before));
  return [...others.slice(0, at), ...lines.filter(isOf(id)), ...others.slice(at)];
}

/** Lets everything happen that is on its way. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
