import { ArrowDown, ArrowUp, Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Result } from '../../../../shared/result';
import type { ActionDraft, DraftProblem, RunOutput } from '../../../../shared/vocabulary';
import { exitStateText } from '../../../process';
import { durationText } from '../../../text';
import { Alert, Button, FieldProblem, IconButton } from '../../../ui';
import { ActionIcon } from '../action-icon';
import { actionWords } from '../draft/actions';
import { problemAt } from '../draft/problems';
import { ActionFields } from './action-fields';

export interface ActionCardProps {
  readonly action: ActionDraft;
  readonly index: number;
  readonly count: number;
  /** The rule acts at the start, so that an action may wait for the end. */
  readonly atMoments: boolean;
  /** What ends the actions of the rule that say nothing of it. */
  readonly timeoutOfRule: string | undefined;
  readonly problems: readonly DraftProblem[];
  readonly onChange: (action: ActionDraft) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
  /** Runs it now, with the sample command. */
  readonly onTry: (action: ActionDraft) => Promise<Result<RunOutput, 'failed'>>;
}

/** One action: its fields, and what comes of it when it is run now. */
export function ActionCard(props: ActionCardProps) {
  const { action, index, count, problems, onMove, onRemove } = props;
  const { name } = actionWords[action.type];
  const problem = problemAt(problems, 'action', index) ?? problemAt(problems, 'action', index, 'type');
  const trial = useTrial(props);
  return (
    <li className="rounded-lg border border-line bg-canvas">
      <div className="flex items-center gap-1 border-b border-line py-1 pr-1 pl-3">
        <span className="text-muted">
          <ActionIcon type={action.type} size={14} />
        </span>
        <h4 className="ml-1 flex-1 font-medium">{name}</h4>
        <Button look="quiet" icon={<Play size={12} />} disabled={trial.busy} onClick={trial.run}>
          {trial.busy ? 'Running…' : 'Run now'}
        </Button>
        {count > 1 && (
          <>
            <IconButton
              label={`Move ${name} up`}
              icon={<ArrowUp size={13} />}
              disabled={index === 0}
              onClick={() => onMove(index - 1)}
            />
            <IconButton
              label={`Move ${name} down`}
              icon={<ArrowDown size={13} />}
              disabled={index === count - 1}
              onClick={() => onMove(index + 1)}
            />
          </>
        )}
        <IconButton label={`Remove ${name}`} icon={<Trash2 size={13} />} onClick={onRemove} />
      </div>
      <div className="flex flex-col gap-3 p-3">
        {problem !== undefined && <FieldProblem>{problem}</FieldProblem>}
        <ActionFields {...props} />
        <div aria-live="polite" className="empty:hidden">
          {trial.answer && <TrialResult answer={trial.answer} />}
        </div>
      </div>
    </li>
  );
}

function useTrial({ action, onTry }: ActionCardProps) {
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Result<RunOutput, 'failed'>>();

  async function run(): Promise<void> {
    setBusy(true);
    setAnswer(await onTry(action));
    setBusy(false);
  }

  return { busy, answer, run: () => void run() };
}

function TrialResult({ answer }: { readonly answer: Result<RunOutput, 'failed'> }) {
  if (!answer.ok) {
    return (
      <Alert severity="error" title="It could not be run">
        {answer.message}
      </Alert>
    );
  }
  const { run, text, cut } = answer.value;
  const failed = run.exit !== undefined && 'code' in run.exit && run.exit.code !== 0;
  const good = run.state === 'ended' && !failed;
  const took = run.endedAt === undefined ? '' : ` after ${durationText(run.endedAt - run.startedAt)}`;
  return (
    <Alert severity={good ? 'info' : 'warning'} title={`${good ? 'It was done' : 'It did not go well'}${took}`}>
      {run.message !== undefined && <p>{run.message}</p>}
      {run.exit && !('unknown' in run.exit) && <p>It {exitStateText(run)}.</p>}
      {text !== '' && (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
          tabIndex={0}
          className="mt-1.5 max-h-40 overflow-auto rounded-md bg-code p-2 text-sm whitespace-pre-wrap text-ink"
        >
          {cut && '…'}
          {text}
        </pre>
      )}
    </Alert>
  );
}
