import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { RulesState } from '../../../shared/contract';
import { SearchField } from '../../ui';
import type { RecentCommands } from './draft/from-command';
import type { Editing } from './editor';
import { Form } from './form/form';
import { createRuleCommands } from './list/commands';
import { List } from './list/list';
import { found, inForceText, listedRules } from './list/listed';
import { rowButtonId } from './list/row';
import { NoRules } from './no-rules';
import type { RulesStore } from './store';
import { TestBox } from './test/test-box';

/** Fewer rules than this need no search. */
const fewRules = 8;

export interface RulesTabProps {
  readonly store: RulesStore;
  readonly state: RulesState;
  readonly recent: RecentCommands;
}

/** The list, and at its right the form of a rule or the box to test commands. */
export function RulesTab({ store, state, recent }: RulesTabProps) {
  const source = useStore(store.source.state).value;
  const { editing } = useStore(store.editor.state);
  const [search, setSearch] = useState('');
  const rules = useMemo(() => listedRules(state, source), [state, source]);
  const shown = useMemo(() => found(rules, search), [rules, search]);
  const commands = useMemo(() => createRuleCommands(store), [store]);
  const nameOf = useCallback((id: string) => rules.find((rule) => rule.id === id)?.name ?? id, [rules]);

  useFocusAfterForm(editing);

  if (rules.length === 0 && !editing) return <NoRules onCreate={store.editor.create} />;
  const searching = search.trim() !== '';
  return (
    <div className="flex min-h-0 flex-1 flex-col min-[760px]:flex-row">
      <div className="flex min-h-0 flex-col border-line max-[760px]:h-[38%] max-[760px]:border-b min-[760px]:w-[38%] min-[760px]:max-w-115 min-[760px]:min-w-75 min-[760px]:border-r">
        {rules.length > fewRules && (
          <div className="flex shrink-0 border-b border-line px-3 py-2">
            <SearchField
              label="Search rules"
              value={search}
              onChange={setSearch}
              onDone={() => document.querySelector<HTMLElement>('[data-rule][tabindex="0"]')?.focus()}
            />
          </div>
        )}
        {shown.length === 0 && searching ? (
          <p className="m-auto p-4 text-muted">No rule fits this search.</p>
        ) : (
          <List
            label={state.problems.length > 0 ? 'Rules in the file' : 'Rules in force'}
            rules={shown}
            movable={!searching}
            open={editing?.id}
            onOpen={store.editor.open}
            commands={commands}
            counts={store.counts}
          />
        )}
        <p className="shrink-0 border-t border-line px-4 py-1.5 text-xs text-faint">{inForceText(state.rules)}</p>
      </div>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {editing ? (
          <Form key={editing.id ?? ''} store={store} editing={editing} recent={recent} onClose={store.editor.close} />
        ) : (
          <div className="min-h-0 flex-1 overflow-y-auto">
            <TestBox store={store} revision={state.revision} recent={recent} nameOf={nameOf} />
          </div>
        )}
      </div>
    </div>
  );
}

/** Where the form was closed, its rule in the list has the focus, or the one that Tab leads to. */
function useFocusAfterForm(editing: Editing | undefined): void {
  const open = useRef<Editing>(undefined);
  useEffect(() => {
    const closed = editing === undefined && open.current;
    open.current = editing;
    if (!closed || document.activeElement !== document.body) return;
    const row = closed.id === undefined ? null : document.getElementById(rowButtonId(closed.id));
    (row ?? document.querySelector<HTMLElement>('[data-rule][tabindex="0"]'))?.focus();
  }, [editing]);
}
