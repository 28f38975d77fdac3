import { ListPlus } from 'lucide-react';
import { describeExit, type FiringEntry, type HistoryEntry } from '../../../shared/vocabulary';
import { useAnswer } from '../../client';
import {
  AgentBadge,
  DetailsFrame,
  DetailsSection,
  exitStateText,
  FiringStateIcon,
  heldBecause,
  heldText,
  runState,
  runText,
  StateIcon,
} from '../../process';
import { durationText, momentText, shortPath } from '../../text';
import { CopyButton, FactList, Fold, IconButton } from '../../ui';
import { CommandFigures } from './figures';
import type { HistoryStore } from './store';

export interface EntryDetailsProps {
  readonly store: HistoryStore;
  readonly entry: HistoryEntry;
  readonly home: string | undefined;
  readonly onCreateRule: () => void;
  readonly onClose: () => void;
}

/** Everything that the history knows of one command. */
export function EntryDetails({ store, entry, home, onCreateRule, onClose }: EntryDetailsProps) {
  const { command, typed, program, agent, cwd, uid, startedAt, endedAt, exit, ofAction } = entry;
  return (
    <DetailsFrame
      title={program}
      icon={<StateIcon row={entry} />}
      actions={
        <>
          {agent !== undefined && <AgentBadge name={agent} by />}
          <IconButton label="Create a rule for this command (R)" icon={<ListPlus size={15} />} onClick={onCreateRule} />
          <CopyButton text={typed ?? command} what="command" />
        </>
      }
      onClose={onClose}
    >
      <DetailsSection title="Command">
        <p className="rounded-lg border border-line bg-hover px-2.5 py-1.5 font-mono text-sm whitespace-pre-wrap wrap-anywhere">
          {command}
        </p>
      </DetailsSection>
      <CommandFigures store={store} command={command} />
      {entry.firings > 0 && <Firings store={store} entry={entry} />}
      <DetailsSection title="Facts">
        <FactList
          facts={[
            [
              'State',
              endedAt === undefined && !exit
                ? 'running, or its end was not seen'
                : exitStateText({ exit: exit ?? { unknown: true } }),
            ],
            ['Typed', typed && <code className="wrap-anywhere whitespace-pre-wrap">{typed}</code>],
            ['PID', entry.key.split(':')[0]],
            ['Folder', cwd && shortPath(cwd, home)],
            ['User', uid === 0 ? 'root' : uid],
            ['Started', momentText(startedAt)],
            ['Ended', endedAt === undefined ? undefined : momentText(endedAt)],
            ['Duration', endedAt === undefined ? undefined : durationText(endedAt - startedAt)],
            ['Exit', exit && describeExit(exit)],
            ['Started by', ofAction ? 'an action of a rule' : undefined],
          ]}
        />
      </DetailsSection>
    </DetailsFrame>
  );
}

/** More than a command has, so that one page is enough. */
const mostFirings = 100;

function Firings({ store, entry: { key, startedAt } }: Pick<EntryDetailsProps, 'store' | 'entry'>) {
  const { value, of, error } = useAnswer({
    ask: (signal) => store.ask.firings({ process: key, limit: mostFirings }, { signal }),
    question: key,
    afterMs: 200,
  });
  // A pid with its start says who it was, but only since the machine was started.
  const firings = of === key ? value?.firings.filter((one) => one.process === key && one.at >= startedAt) : undefined;
  return (
    <DetailsSection title="Rules">
      {error !== undefined && <p className="text-bad">What rules did can’t be shown: {error}</p>}
      <ul className="flex flex-col gap-2">
        {firings?.map((firing) => (
          <li key={firing.id} className="rounded-lg border border-line px-3 py-2 text-sm">
            <FiringText firing={firing} />
          </li>
        ))}
      </ul>
    </DetailsSection>
  );
}

function FiringText({ firing }: { readonly firing: FiringEntry }) {
  const { ruleId, held, action, label, state, exit, message, output } = firing;
  const run = state && { state, ...(exit && { exit }), ...(message !== undefined && { message }) };
  return (
    <>
      <p className="flex items-center gap-1.5">
        <FiringStateIcon state={held !== undefined ? 'held' : run ? runState(run) : 'done'} />
        <span className="font-medium">{ruleId}</span>
        <span className="text-muted">{held === undefined ? run && runText(run) : heldText(held)}</span>
      </p>
      {held !== undefined && <p className="text-muted">{heldBecause(held)}</p>}
      {label !== undefined && (
        <p className="wrap-anywhere">
          <span className="text-faint">{action}</span> <code>{label}</code>
        </p>
      )}
      {message !== undefined && state !== 'dropped' && <p className="text-muted">{message}</p>}
      {output !== undefined && output !== '' && (
        <Fold title="Output">
          <pre className="max-h-44 overflow-auto font-mono text-xs whitespace-pre-wrap wrap-anywhere">{output}</pre>
        </Fold>
      )}
    </>
  );
}
