import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { Alert, Prose, TextField } from '../../../ui';
import { standingOf } from '../draft/draft';
import type { RecentCommands } from '../draft/from-command';
import { homelessProblems, problemIn } from '../draft/problems';
import type { Editing } from '../editor';
import type { RulesStore } from '../store';
import { sampleOf } from '../test/sample';
import { Conditions } from './conditions';
import { FormHeader } from './header';
import { useKeptFocus } from './kept-focus';
import { Limits } from './limits';
import { Outside } from './outside';
import { Pair } from './part';
import { Then } from './then';
import { Try } from './try';
import { When } from './when';

export interface FormProps {
  readonly store: RulesStore;
  readonly editing: Editing;
  readonly recent: RecentCommands;
  readonly onClose: () => void;
}

/** A rule, to be looked at and changed. */
export function Form({ store, editing, recent, onClose }: FormProps) {
  const { draft, dirty, tried, id } = editing;
  const { edit } = store.editor;
  // An empty form is not scolded for being empty.
  const problems = id !== undefined || dirty || tried ? editing.problems : [];
  const [typed, setTyped] = useState<string>();
  const sample = typed ?? exampleOf(draft.command[0] ?? '');
  const defaults = useStore(store.source.state, ({ value }) => value?.defaults) ?? noDefaults;
  const standing = standingOf(draft, defaults);
  const part = { draft, defaults, standing, problems, onEdit: edit };
  const content = useFormFocus(id === undefined, tried);
  useKeptFocus(content);
  return (
    <section
      ref={content}
      aria-label={id === undefined ? 'New rule' : `Rule ${id}`}
      className="flex min-h-0 flex-1 flex-col"
    >
      <FormHeader {...{ store, editing, onClose }} enabled={standing.enabled} problems={problems.length} />
      <div className="@container relative min-h-0 flex-1 overflow-y-auto">
        <Outside store={store} editing={editing} />
        {homelessProblems(problems).map(({ message }) => (
          <div key={message} className="px-5 pt-4">
            <Alert severity="error" title={<Prose text={message} />} />
          </div>
        ))}
        <div className="px-5 py-4">
          <Pair>
            <TextField
              label="Name"
              value={draft.name ?? ''}
              placeholder={draft.id ?? id ?? 'What people call it'}
              problem={problemIn(problems, 'name')}
              onChange={(name) => edit({ name: name === '' ? undefined : name })}
            />
            <TextField
              code
              label="Id"
              value={draft.id ?? ''}
              placeholder={id ?? 'made from the command'}
              problem={problemIn(problems, 'id')}
              onChange={(next) => edit({ id: next === '' ? undefined : next })}
            />
          </Pair>
        </div>
        <When {...part} />
        <Conditions {...part} />
        <Then {...part} onTry={(action) => store.tryAction(action, sampleOf(sample, recent()) ?? { argv: ['true'] })} />
        <Limits {...part} />
        <Try
          {...{ store, draft, recent, sample }}
          toml={editing.toml}
          name={draft.name ?? draft.id ?? id ?? 'This rule'}
          onSample={setTyped}
        />
      </div>
    </section>
  );
}

const noDefaults = {};

/** "npm install*" → "npm install": something to begin with. */
function exampleOf(pattern: string): string {
  return pattern.replace(/[*?^$\\]/g, '').trim();
}

/** A new rule is begun by typing its command; when saving did not work, the first thing to mend has the focus. */
function useFormFocus(isNew: boolean, tried: boolean) {
  const ref = useRef<HTMLElement>(null);
  const focus = (what: string) => ref.current?.querySelector<HTMLElement>(what)?.focus();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the form opens
  useEffect(() => {
    if (isNew) focus('[data-first]');
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when it was tried
  useEffect(() => {
    if (tried) focus('[aria-invalid=true]');
  }, [tried]);
  return ref;
}
