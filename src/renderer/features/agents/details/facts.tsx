import { Activity, FolderOpen } from 'lucide-react';
import { type Agent, type RestartPolicy, type StatusSource, stateOf, stateWords } from '../../../../shared/vocabulary';
import { ageText, agoText, joinCommand, momentText, shortPath } from '../../../text';
import { Button, Chip, CopyButton, FactList, SelectField, useNow } from '../../../ui';
import { endSentence } from '../status';
import type { AgentsStore } from '../store';

const sources: Record<StatusSource, string> = {
  hook: 'told by its hooks',
  sequence: 'told by its terminal',
  pattern: 'read off its screen',
  process: 'known from its process',
};

const restartOptions: readonly { readonly value: RestartPolicy; readonly label: string }[] = [
  { value: 'never', label: 'It stays ended' },
  { value: 'on-failure', label: 'Restart it after an error' },
  { value: 'always', label: 'Restart it always' },
];

export interface FactsProps {
  readonly store: AgentsStore;
  readonly agent: Agent;
  readonly home: string | undefined;
  /** Shows what the agent has started; without it there is nowhere to show it. */
  readonly onShowActivity?: ((agent: Agent) => void) | undefined;
}

/** What is known of an agent. */
export function Facts({ store, agent, home, onShowActivity }: FactsProps) {
  const nowMs = useNow();
  const { worktree, command, cwd, pid, resumeId, restarts, startedAt, statusAt, statusSource } = agent;
  return (
    <>
      <FactList
        facts={[
          ['Status', `${stateWords[stateOf(agent)]} for ${ageText(statusAt, nowMs)}, ${sources[statusSource]}`],
          ['End', endSentence(agent)],
          ['Says', agent.statusText],
          ['Title', agent.title],
          ['Command', <Copied key="command" text={joinCommand(command)} what="command" />],
          ['Folder', <Copied key="folder" text={cwd} shown={shortPath(cwd, home)} what="path" />],
          ['Branch', worktree && <Chip>{worktree.branch}</Chip>],
          ['Made from', worktree && <Chip>{worktree.base}</Chip>],
          ['Repository', worktree && shortPath(worktree.repository, home)],
          ['PID', pid],
          ['Started', <time key="started" title={momentText(startedAt)}>{`${agoText(startedAt, nowMs)}`}</time>],
          ['Restarts', restarts === 0 ? undefined : restarts],
          ['Session', resumeId && <Copied text={resumeId} what="session" />],
          ['Id', <Copied key="id" text={agent.id} what="id" />],
        ]}
      />
      <SelectField
        label="When it ends by itself"
        value={agent.autoRestart}
        options={restartOptions}
        onChange={(autoRestart) => void store.update({ id: agent.id, autoRestart })}
      />
      <div className="flex flex-wrap gap-2">
        {onShowActivity && (
          <Button icon={<Activity size={13} />} onClick={() => onShowActivity(agent)}>
            Its commands
          </Button>
        )}
        <Button icon={<FolderOpen size={13} />} onClick={() => void store.openFile({ id: agent.id, path: cwd })}>
          Open the folder
        </Button>
      </div>
    </>
  );
}

function Copied({
  text,
  shown = text,
  what,
}: {
  readonly text: string;
  readonly shown?: string;
  readonly what: string;
}) {
  return (
    <span className="-my-1 flex items-center gap-1">
      <span className="min-w-0 flex-1 font-mono wrap-anywhere">{shown}</span>
      <CopyButton text={text} what={what} />
    </span>
  );
}
