import { useCallback, useMemo, useState } from 'react';
import type { SampleCommand } from '../../../../shared/vocabulary';
import type { RecentCommands } from '../draft/from-command';
import type { RulesStore } from '../store';
import { SampleField, SampleVerdicts, sampleOf } from './sample';

export interface TestBoxProps {
  readonly store: RulesStore;
  /** When other rules come into force, the verdict is asked for again. */
  readonly revision: number;
  readonly recent: RecentCommands;
  readonly nameOf: (id: string) => string;
}

/** Says which rules a command line would match, while it is typed. */
export function TestBox({ store, revision, recent, nameOf }: TestBoxProps) {
  const [line, setLine] = useState('');
  const sample = useMemo(() => sampleOf(line, recent()), [line, recent]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is a reason to ask again
  const ask = useCallback((command: SampleCommand) => store.test(command), [store, revision]);
  return (
    <section aria-label="Test a command" className="flex flex-col gap-3 px-5 py-4">
      <div>
        <h2 className="font-semibold">Test a command</h2>
        <p className="text-sm text-muted">Type a command line, or pick one that ran. Nothing is run.</p>
      </div>
      <SampleField
        bare
        label="Test a command"
        value={line}
        onChange={setLine}
        recent={recent}
        placeholder="npm install left-pad"
      />
      <SampleVerdicts sample={sample} ask={ask} nameOf={nameOf} />
    </section>
  );
}
