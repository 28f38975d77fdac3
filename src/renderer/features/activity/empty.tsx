import { Ear, EyeOff, SearchX } from 'lucide-react';
import type { RulesState } from '../../../shared/contract';
import type { ProbeStatus } from '../../../shared/vocabulary';
import { Button, Chip, EmptyState, Prose } from '../../ui';
import { commandToTry } from './command-to-try';
import type { ActivityState } from './store';

export interface EmptyActivityProps {
  readonly shown: NonNullable<ActivityState['shown']>;
  readonly probe: ProbeStatus | undefined;
  readonly rules: RulesState | undefined;
  readonly onClearSearch: () => void;
  readonly onShowAll: () => void;
  readonly onGo: (view: 'rules' | 'agents') => void;
}

/** Why the table is empty, and the way to a first row. */
export function EmptyActivity({ shown, probe, rules, onClearSearch, onShowAll, onGo }: EmptyActivityProps) {
  if (shown.search !== '') {
    const where = shown.scope === 'matched' ? 'the processes that a rule matched' : 'all processes';
    return (
      <EmptyState
        icon={<SearchX size={20} />}
        title="Nothing found"
        actions={
          <>
            <Button onClick={onClearSearch}>Clear the search</Button>
            {shown.scope === 'matched' && <Button onClick={onShowAll}>Search all processes</Button>}
          </>
        }
      >
        No command, PID, folder, rule or coding agent among {where} contains <Chip>{shown.search}</Chip>.
      </EmptyState>
    );
  }
  if (probe?.state === 'unavailable') {
    return (
      <EmptyState icon={<EyeOff size={20} />} title="Processes are not watched">
        <Prose text={probe.why ?? 'The probe could not be started.'} />
        {probe.remedy !== undefined && (
          <p className="mt-2 text-ink">
            <Prose text={probe.remedy} />
          </p>
        )}
      </EmptyState>
    );
  }
  const globs = rules?.rules.filter(({ enabled }) => enabled).flatMap(({ commands }) => commands) ?? [];
  const noRules = rules !== undefined && globs.length === 0;
  return (
    <EmptyState
      icon={<Ear size={20} />}
      title={shown.scope === 'all' ? 'No processes yet' : 'Listening for the first match'}
      actions={
        <>
          <Button look={noRules ? 'outline' : 'primary'} onClick={() => onGo('agents')}>
            Go to Agents
          </Button>
          <Button look={noRules ? 'primary' : 'outline'} onClick={() => onGo('rules')}>
            {noRules ? 'Write a rule' : 'See the rules'}
          </Button>
        </>
      }
    >
      A command appears here when a rule matches it.
      <br />
      {noRules ? 'No rule is in force yet: write the first one.' : <FirstMatch globs={globs} />}
    </EmptyState>
  );
}

function FirstMatch({ globs }: { readonly globs: readonly string[] }) {
  const command = commandToTry(globs);
  return (
    <>
      Try it: open a shell in Agents and run <Chip>{command ?? globs[0] ?? 'sleep 5'}</Chip>
      {command === undefined && globs.length > 0 && ', with something in place of the wildcards'}.
    </>
  );
}
