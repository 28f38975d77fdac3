import { safe } from '@orpc/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, RuleCounts, RulesState } from '../../../shared/contract';
import { fail, messageOf, ok, type Result } from '../../../shared/result';
import type {
  ActionDraft,
  DraftProblem,
  RuleDraft,
  RuleVerdicts,
  RunOutput,
  SampleCommand,
} from '../../../shared/vocabulary';
import { followState, type Live } from '../../client';
import { showError } from '../../ui';
import { type Changes, createChanges } from './changes';
import { cleanAction, cleanDraft } from './draft/draft';
import { type CommandSeen, draftFromCommand } from './draft/from-command';
import { createEditor, type Editor } from './editor';
import { createSource, type SourceStore } from './source';
import { createTextEditor, type TextEditor } from './text';

/** The parts of the view: rules one by one, or the file as text. */
export type RulesTab = 'rules' | 'text';

/** By rule id. */
export type CountsStore = StoreApi<Live<RuleCounts>>;

export type Preview = Awaited<ReturnType<Client['rules']['previewDraft']>>;

export interface RulesStore {
  readonly state: StoreApi<Live<RulesState>>;
  /** What the rules did since the hub started. */
  readonly counts: CountsStore;
  readonly source: SourceStore;
  readonly changes: Changes;
  readonly editor: Editor;
  readonly text: TextEditor;
  readonly tab: StoreApi<RulesTab>;
  /** All rules, or one. */
  setPaused(paused: boolean, id?: string): Promise<void>;
  /** Opens config.toml in the person's editor. */
  openFile(): Promise<void>;
  /** Opens a new rule for commands like this one. */
  createFrom(command: CommandSeen): void;
  /** Which of the rules in force would match. */
  test(command: SampleCommand): Promise<Result<RuleVerdicts, 'failed'>>;
  /** Whether a rule would match as it stands in the form. */
  testDraft(rule: RuleDraft, command: SampleCommand): Promise<Result<RuleVerdicts, 'failed'>>;
  /** Which commands since then it would have matched. */
  preview(rule: RuleDraft, since: number): Promise<Result<Preview, 'failed'>>;
  tryAction(action: ActionDraft, command: SampleCommand): Promise<Result<RunOutput, 'failed'>>;
}

export function createRulesStore(client: Client): RulesStore {
  const state = followState((signal) => client.rules.watch(undefined, { signal }));
  const counts = followState(async (signal) => gathered(await client.rules.watchCounts(undefined, { signal })));
  const source = createSource(client, state);
  const changes = createChanges(client);
  const editor = createEditor({ client, source, changes });
  const text = createTextEditor({ client, source, changes });
  const tab = createStore<RulesTab>(() => 'rules');
  return {
    ...{ state, counts, source, changes, editor, text, tab },
    async setPaused(paused, id) {
      const { error, data } = await safe(client.rules.setPaused({ paused, ...(id !== undefined && { id }) }));
      const what = id === undefined ? 'The rules' : 'The rule';
      if (error) showError(`${what} could not be ${paused ? 'paused' : 'resumed'}`, messageOf(error));
      else state.setState({ value: data });
    },
    async openFile() {
      const { error, isDefined } = await safe(client.rules.openFile());
      if (error) showError('The file could not be opened', isDefined ? error.data.reason : messageOf(error));
    },
    createFrom(command) {
      tab.setState('rules', true);
      editor.create(draftFromCommand(command));
    },
    test: (command) => answerOf(client.rules.test(command)),
    testDraft: (rule, command) => answerOf(client.rules.testDraft({ rule: cleanDraft(rule), command })),
    preview: (rule, since) => answerOf(client.rules.previewDraft({ rule: cleanDraft(rule), since })),
    async tryAction(action, command) {
      const call = client.rules.tryAction({ action: cleanAction(action), command, lastsMs: 2_000 });
      const { error, data, isDefined } = await safe(call);
      if (!error) return ok(data);
      return fail('failed', isDefined ? problemsText(error.data.problems) : messageOf(error));
    },
  };
}

/** Each part with all before it. */
async function* gathered(parts: AsyncIterable<RuleCounts>): AsyncGenerator<RuleCounts, void> {
  let all: RuleCounts = {};
  for await (const part of parts) {
    all = { ...all, ...part };
    yield all;
  }
}

async function answerOf<T>(call: Promise<T>): Promise<Result<T, 'failed'>> {
  try {
    return ok(await call);
  } catch (error) {
    return fail('failed', messageOf(error));
  }
}

function problemsText(problems: readonly DraftProblem[]): string {
  return problems.map(({ message }) => message).join(' ');
}
