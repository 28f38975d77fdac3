import { ExternalLink, FileCode2 } from 'lucide-react';
import { useStore } from 'zustand';
import type { RulesState } from '../../../shared/contract';
import { agoText, shortPath } from '../../text';
import { Alert, Button, CopyButton, Page, Switch, useNow } from '../../ui';
import { NoRules } from './no-rules';
import { Problems } from './problems';
import { RuleList } from './rule-list';
import { inForceText } from './rule-text';
import type { RulesStore } from './store';
import { TestBox } from './test-box';

export interface RulesViewProps {
  readonly store: RulesStore;
  readonly home: string | undefined;
}

export function RulesView({ store, home }: RulesViewProps) {
  const { value: state, error } = useStore(store.state);
  return (
    <Page
      title="Rules"
      actions={
        state && (
          <div className="ml-auto">
            <Switch
              label="Pause all rules"
              checked={state.paused}
              onChange={(paused) => void store.setPaused(paused)}
            />
          </div>
        )
      }
    >
      {error !== undefined && (
        <Alert severity="error" announce title="This list no longer follows what happens">
          {error} Reload the page to begin anew.
        </Alert>
      )}
      {state && (
        <>
          <File state={state} home={home} onOpen={() => void store.openFile()} />
          {state.problems.length > 0 && (
            <Problems problems={state.problems} home={home} anyRules={state.rules.length > 0} />
          )}
          {state.rules.length === 0 ? (
            <NoRules onOpen={() => void store.openFile()} />
          ) : (
            <div className="grid items-start gap-5 @min-[980px]:grid-cols-[minmax(0,1fr)_340px]">
              <RuleList state={state} />
              <TestBox store={store} revision={state.revision} />
            </div>
          )}
        </>
      )}
    </Page>
  );
}

interface FileProps {
  readonly state: RulesState;
  readonly home: string | undefined;
  readonly onOpen: () => void;
}

function File({ state, home, onOpen }: FileProps) {
  const nowMs = useNow();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="flex min-w-0 flex-1 items-center gap-2.5">
        <FileCode2 size={16} className="shrink-0 text-faint" aria-hidden />
        <div className="min-w-0">
          <div className="flex items-center gap-1">
            <code title={state.file} className="truncate text-sm">
              {shortPath(state.file, home)}
            </code>
            <CopyButton text={state.file} what="path" />
          </div>
          <p className="-mt-1 text-sm text-faint">
            {inForceText(state.rules)}, read {agoText(state.loadedAt, nowMs)}. Changes to the file count as soon as it
            is saved.
          </p>
        </div>
      </div>
      <Button icon={<ExternalLink size={13} />} onClick={onOpen}>
        Open config.toml
      </Button>
    </div>
  );
}
