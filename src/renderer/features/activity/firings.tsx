import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { Firing, MatchForm, Run, RunOutput } from '../../../shared/vocabulary';
import { DetailsSection, FiringBadge, FiringStateIcon, heldBecause, heldText, runState, runText } from '../../process';
import { durationText, momentText, stopwatchText } from '../../text';
import { Button, FactList, useNow } from '../../ui';
import { Output } from './output';

export interface FiringsProps {
  readonly firings: readonly Firing[];
  readonly readOutput: (run: Run['id'], signal: AbortSignal) => Promise<RunOutput | undefined>;
}

/** What rules did about a process, and what their actions printed. */
export function Firings({ firings, readOutput }: FiringsProps) {
  return (
    <DetailsSection title="Rules">
      <ul className="flex flex-col gap-2">
        {firings.map((firing) => (
          <li key={`${firing.ruleId}:${firing.at}`} className="rounded-lg border border-line p-3">
            <FiringBadge firing={firing} />
            <div className="mt-2">
              <FactList
                facts={[
                  ['Matched', forms[firing.form]],
                  ['At', momentText(firing.at)],
                  ['State', firing.held && `${heldText(firing.held)}. ${heldBecause(firing.held)}`],
                ]}
              />
            </div>
            {firing.runs.length > 0 && (
              <ul aria-label={`Actions of ${firing.ruleId}`} className="mt-2.5 flex flex-col gap-2.5">
                {firing.runs.map((run) => (
                  <RunItem key={run.id} run={run} readOutput={readOutput} />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </DetailsSection>
  );
}

const forms: Record<MatchForm, string> = {
  line: 'the whole command line',
  program: 'the command line without the program’s folder',
  script: 'the command line without its interpreter',
};

function RunItem({ run, readOutput }: { readonly run: Run } & Pick<FiringsProps, 'readOutput'>) {
  const [open, setOpen] = useState(false);
  const state = runState(run);
  const begun = run.state !== 'waiting' && run.state !== 'dropped';
  // What a dropped or failed run says of itself stands in its state already.
  const message = run.state === 'dropped' ? undefined : run.message;
  return (
    <li className="border-t border-line pt-2.5 text-sm">
      <div className="flex items-start gap-2">
        <span className="grid h-4.5 w-3 shrink-0 place-items-center">
          <FiringStateIcon state={state} />
        </span>
        <div className="min-w-0 flex-1">
          <p className="wrap-anywhere">
            <span className="text-faint">{run.action}</span> <code>{run.label}</code>
          </p>
          <p className="text-muted tabular-nums">
            {runText(run)}
            {begun && <RunDuration run={run} />}
            {run.pid !== undefined && <span className="text-faint"> · PID {run.pid}</span>}
          </p>
          {message !== undefined && <p className={state === 'failed' ? 'text-bad' : 'text-muted'}>{message}</p>}
        </div>
        {begun && (
          <Button look="quiet" icon={<ScrollText size={13} />} onClick={() => setOpen(!open)} expanded={open}>
            {open ? 'Hide output' : 'Show output'}
          </Button>
        )}
      </div>
      {open && <Output run={run} readOutput={readOutput} />}
    </li>
  );
}

function RunDuration({ run }: { readonly run: Run }) {
  const nowMs = useNow();
  const text =
    run.endedAt === undefined ? stopwatchText(nowMs - run.startedAt) : durationText(run.endedAt - run.startedAt);
  return ` · ${text}`;
}
