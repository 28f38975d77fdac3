import { useEffect, useId, useState } from 'react';
import type { Result } from '../../../../shared/result';
import type { RuleVerdicts, SampleCommand } from '../../../../shared/vocabulary';
import { joinCommand, splitCommand } from '../../../text';
import { Alert, TextField } from '../../../ui';
import type { CommandSeen, RecentCommands } from '../draft/from-command';
import { Verdicts, type VerdictsProps } from './verdicts';

const pauseMs = 150;

/** What was typed as a command to try; undefined when it is nothing. A command that ran brings its folder along. */
export function sampleOf(line: string, recent: readonly CommandSeen[]): SampleCommand | undefined {
  const argv = splitCommand(line);
  if (argv.length === 0) return undefined;
  const ran = recent.find((command) => joinCommand(command.argv) === line);
  return { argv, ...(ran?.cwd !== undefined && { cwd: ran.cwd }) };
}

export interface SampleFieldProps {
  readonly label: string;
  readonly bare?: boolean;
  readonly value: string;
  readonly onChange: (line: string) => void;
  readonly placeholder?: string;
  /** Commands that ran lately, to pick from. */
  readonly recent: RecentCommands;
}

/** A command line to try rules with: typed, or picked from those that ran. */
export function SampleField({ recent, ...field }: SampleFieldProps) {
  const id = useId();
  const [offered, setOffered] = useState<readonly CommandSeen[]>([]);
  return (
    <>
      <TextField {...field} code list={id} onFocus={() => setOffered(recent())} />
      <datalist id={id}>
        {offered.map(({ argv }) => {
          const line = joinCommand(argv);
          return <option key={line} value={line} />;
        })}
      </datalist>
    </>
  );
}

export type AskVerdicts = (command: SampleCommand) => Promise<Result<RuleVerdicts, 'failed'>>;

export interface SampleVerdictsProps extends Pick<VerdictsProps, 'nameOf'> {
  readonly sample: SampleCommand | undefined;
  /** A new one is a reason to ask again. */
  readonly ask: AskVerdicts;
}

/** The verdicts on a command, while it is typed. */
export function SampleVerdicts({ sample, ask, nameOf }: SampleVerdictsProps) {
  const [answer, setAnswer] = useState<Result<RuleVerdicts>>();
  const key = JSON.stringify(sample);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the sample
  useEffect(() => {
    if (!sample) return setAnswer(undefined);
    let current = true;
    const timer = setTimeout(() => void ask(sample).then((next) => current && setAnswer(next)), pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key, ask]);

  return (
    <div aria-live="polite" className="empty:hidden">
      {answer?.ok && <Verdicts verdicts={answer.value} nameOf={nameOf} />}
      {answer?.ok === false && (
        <Alert severity="error" title="The command could not be tested">
          {answer.message}
        </Alert>
      )}
    </div>
  );
}
