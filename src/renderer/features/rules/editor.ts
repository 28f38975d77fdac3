import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../../shared/contract';
import { type DraftProblem, describeProblem, type RuleDraft } from '../../../shared/vocabulary';
import { showError } from '../../ui';
import type { Changes } from './changes';
import { cleanDraft, emptyDraft, plainPatch, sameDraft } from './draft/draft';
import type { SourceRule, SourceStore } from './source';

/** A rule in the form: one of the file, or one that is to be added. */
export interface Editing {
  /** Undefined for a new rule. */
  readonly id: string | undefined;
  /** As it stands in the file. */
  readonly base: RuleDraft;
  /** The part of the file that `base` was read from; undefined for a new rule. */
  readonly was: string | undefined;
  /** As it stands in the form. */
  readonly draft: RuleDraft;
  /** A new rule is put behind this one. */
  readonly after: string | undefined;
  /** What the hub said of the draft last. */
  readonly problems: readonly DraftProblem[];
  readonly toml: string;
  /** The form differs from the file. */
  readonly dirty: boolean;
  /** Saving was tried: what is missing is told, too. */
  readonly tried: boolean;
  readonly saving: boolean;
  /** What somebody else made of it in the file while the form differed: other text, or nothing any more. */
  readonly theirs: { readonly rule: SourceRule | undefined } | undefined;
}

export interface EditorState {
  readonly editing: Editing | undefined;
  /** What the person wants to do, and would lose changes by. */
  readonly leaving: (() => void) | undefined;
}

/** The form beside the list: which rule is in it, what was typed, and what the hub says of it. */
export interface Editor {
  readonly state: StoreApi<EditorState>;
  /** Opens a rule of the file; first asks when there are changes to lose. */
  open(id: string): void;
  /** Opens a new rule, to be put behind `after` or at the end. */
  create(draft?: RuleDraft, after?: string): void;
  close(): void;
  /** Undefined takes a key away; one that says what counts anyway is not written. */
  edit(patch: Partial<RuleDraft>): void;
  /** Takes the changes in the form back. */
  revert(): void;
  /** Resolves with whether it is in the file. */
  save(): Promise<boolean>;
  /** Takes over what somebody else made of the rule. */
  takeTheirs(): void;
  /** Makes a new rule of what is in the form. */
  addAgain(draft: RuleDraft): void;
  /** Compares what is in the form with what somebody else made of the rule. */
  compareTheirs(): Promise<void>;
  /** Shows a rule as it stands in the file now, whatever is in its form. */
  reopen(id: string): void;
  /** Answers the question whether changes may be lost. */
  leave(answer: 'save' | 'discard' | 'stay'): Promise<void>;
}

const debounceMs = 200;

export interface EditorOptions {
  readonly client: Pick<Client, 'rules'>;
  readonly source: SourceStore;
  readonly changes: Changes;
}

export function createEditor({ client, source, changes }: EditorOptions): Editor {
  const state = createStore<EditorState>(() => ({ editing: undefined, leaving: undefined }));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  /** A rule that is to be opened as soon as the file has been read. */
  let awaited: string | undefined;
  let saving: Promise<boolean> | undefined;

  const editing = () => state.getState().editing;
  const ruleOf = (id: string | undefined) => source.state.getState().value?.rules.find((rule) => rule.id === id);

  function update(patch: Partial<Editing>): void {
    const now = editing();
    if (!now) return;
    const next = { ...now, ...patch };
    state.setState({ editing: { ...next, dirty: !sameDraft(next.draft, next.base) } });
  }

  function show(next: Editing | undefined): void {
    asked++;
    awaited = undefined;
    clearTimeout(timer);
    state.setState({ editing: next, leaving: undefined });
    if (next) void check();
  }

  async function check(): Promise<void> {
    const now = editing();
    if (!now) return;
    const mine = ++asked;
    try {
      const rule = cleanDraft(now.draft);
      const answer = await client.rules.checkDraft({ rule, ...(now.id !== undefined && { id: now.id }) });
      if (mine === asked) update({ problems: answer.problems, toml: answer.source });
    } catch {
      // That the hub cannot be reached is told by the window; the next change asks again.
    }
  }

  /** Does it at once when no changes would be lost, otherwise asks first. */
  function guarded(work: () => void): void {
    if (editing()?.dirty) state.setState({ leaving: work });
    else work();
  }

  /** The file has changed: an untouched form follows it, a changed one tells. */
  function onSource(): void {
    if (awaited !== undefined && source.state.getState().value) {
      const rule = ruleOf(awaited);
      awaited = undefined;
      if (rule) show(editingOf(rule));
    }
    const now = editing();
    if (!now || now.id === undefined || now.saving) return;
    const rule = ruleOf(now.id);
    if (rule?.source === now.was) update({ theirs: undefined });
    else if (now.dirty) update({ theirs: { rule } });
    else show(rule && editingOf(rule));
  }
  source.state.subscribe(onSource);

  /** Who saves once more before the file is written means what was typed since. */
  function save(): Promise<boolean> {
    if (saving) return saving.then((saved) => (saved && editing()?.dirty ? save() : saved));
    saving = saveOnce().finally(() => {
      saving = undefined;
    });
    return saving;
  }

  async function saveOnce(): Promise<boolean> {
    const now = editing();
    if (!now) return false;
    clearTimeout(timer);
    await check();
    update({ tried: true });
    if ((editing()?.problems.length ?? 0) > 0) return false;
    if (now.theirs?.rule) {
      compare();
      return false;
    }
    update({ saving: true });
    const outcome = await changes.make(
      changeOf(now),
      `“${nameOf(now)}” was ${now.id === undefined ? 'added' : 'saved'}`,
    );
    if (outcome.type === 'invalid') {
      const [first] = outcome.problems;
      showError('The rule was not saved', `The file has a problem: ${first ? describeProblem(first) : 'unknown'}`);
    }
    if (outcome.type === 'done') await settle(now.draft, outcome.changed.id ?? now.id);
    update({ saving: false });
    return outcome.type === 'done';
  }

  function compare(): void {
    const now = editing();
    const rule = now?.theirs?.rule;
    if (!now || !rule) return;
    const { id, source: theirs } = rule;
    changes.compare({
      ...{ theirs, mine: now.toml, said: `“${nameOf(now)}” was saved` },
      merged: (text) => ({ do: 'source', id, source: text, was: theirs }),
    });
  }

  /** What was saved is now what stands in the file; what was typed meanwhile stays. */
  async function settle(sent: RuleDraft, id: string | undefined): Promise<void> {
    await source.reload();
    const now = editing();
    const rule = ruleOf(id);
    if (!now || !rule) return;
    const draft = sameDraft(now.draft, sent) ? rule.draft : now.draft;
    update({ id: rule.id, base: rule.draft, was: rule.source, draft, theirs: undefined, tried: false });
  }

  const api: Editor = {
    state,
    open(id) {
      if (editing()?.id === id) return;
      guarded(() => {
        const rule = ruleOf(id);
        if (rule) show(editingOf(rule));
        else if (!source.state.getState().value) awaited = id;
      });
    },
    create(draft = emptyDraft, after) {
      guarded(() => show({ ...editingNothing, draft, after, dirty: !sameDraft(draft, emptyDraft) }));
    },
    close: () => guarded(() => show(undefined)),
    edit(patch) {
      const now = editing();
      if (!now) return;
      const defaults = source.state.getState().value?.defaults ?? {};
      update({ draft: { ...now.draft, ...plainPatch(patch, { base: now.base, defaults }) } });
      asked++;
      clearTimeout(timer);
      timer = setTimeout(() => void check(), debounceMs);
    },
    revert() {
      const now = editing();
      if (now) show({ ...now, draft: now.base, dirty: false, tried: false });
      onSource();
    },
    save,
    takeTheirs() {
      const rule = editing()?.theirs?.rule;
      show(rule && editingOf(rule));
    },
    addAgain(draft) {
      show({ ...editingNothing, draft, dirty: true });
    },
    async compareTheirs() {
      clearTimeout(timer);
      // What was typed a moment ago is to be compared as well.
      await check();
      compare();
    },
    reopen(id) {
      const rule = ruleOf(id);
      if (rule && editing()) show(editingOf(rule));
    },
    async leave(answer) {
      const { leaving } = state.getState();
      state.setState({ leaving: undefined });
      if (answer === 'stay' || !leaving) return;
      if (answer === 'save' && !(await save())) return;
      leaving();
    },
  };
  return api;
}

const editingNothing: Editing = {
  ...{ id: undefined, base: emptyDraft, was: undefined, draft: emptyDraft, after: undefined, problems: [], toml: '' },
  ...{ dirty: false, tried: false, saving: false, theirs: undefined },
};

function editingOf({ id, draft, source }: SourceRule): Editing {
  return { ...editingNothing, id, base: draft, was: source, draft, toml: source };
}

function changeOf({ id, draft, was, after }: Editing) {
  const rule = cleanDraft(draft);
  if (id === undefined) return { do: 'add' as const, rule, ...(after !== undefined && { after }) };
  return { do: 'edit' as const, id, rule, ...(was !== undefined && { was }) };
}

function nameOf({ id, draft }: Editing): string {
  return draft.name || draft.id || id || draft.command[0] || '';
}
