import { ListPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  type ActivityRow,
  commandLine,
  describeExit,
  type Family,
  type ProcessInfo,
  type ProcessKey,
  programName,
} from '../../../shared/vocabulary';
import { DetailsFrame, DetailsSection, exitStateText, StateIcon } from '../../process';
import { durationText, estimateText, joinCommand, momentText, shortPath, stopwatchText } from '../../text';
import { CopyButton, FactList, IconButton, useNow } from '../../ui';
import { FamilyTree } from './family';
import { Firings, type FiringsProps } from './firings';
import { OriginBadges } from './origin-badges';
import { TimeLeftBar } from './time-left-bar';

export interface DetailsProps extends Pick<FiringsProps, 'readOutput'> {
  readonly row: ActivityRow;
  readonly family: Family | undefined;
  readonly home: string | undefined;
  /** What is known of earlier runs of the same command. */
  readonly figures: ReactNode;
  readonly onCreateRule: () => void;
  readonly onSelect: (key: ProcessKey) => void;
  readonly onClose: () => void;
}

/** Everything that is known of one process. */
export function Details({ row, family, home, figures, readOutput, onCreateRule, onSelect, onClose }: DetailsProps) {
  const { process } = row;
  return (
    <DetailsFrame
      title={programName(process)}
      icon={<StateIcon row={row} />}
      actions={
        <>
          <OriginBadges row={row} />
          {process.argv.length > 0 && (
            <IconButton
              label="Create a rule for this command (R)"
              icon={<ListPlus size={15} />}
              onClick={onCreateRule}
            />
          )}
          <CopyButton text={copyText(process)} what="command" />
        </>
      }
      onClose={onClose}
    >
      {row.estimate && row.exit === undefined && (
        <DetailsSection title="Time left">
          <TimeLeftBar estimate={row.estimate} startedAt={process.startedAt} wide />
          <p className="mt-1 text-sm text-faint">{estimateText(row.estimate)}.</p>
        </DetailsSection>
      )}
      <Arguments row={row} />
      {row.firings.length > 0 && <Firings firings={row.firings} readOutput={readOutput} />}
      {figures}
      <DetailsSection title="Started by">
        <FamilyTree row={row} family={family} onSelect={onSelect} />
      </DetailsSection>
      <Facts row={row} home={home} />
    </DetailsFrame>
  );
}

/** What a shell would run as it ran here. */
function copyText({ src, typed, argv }: ProcessInfo): string {
  return src === 'shell' && typed !== undefined ? typed : joinCommand(argv);
}

function Arguments({ row: { process } }: { readonly row: ActivityRow }) {
  if (process.argv.length === 0) {
    const why = process.lost
      ? 'The process had ended before its command line could be read.'
      : 'This process has no command line: it belongs to the system’s kernel.';
    return <DetailsSection title="Command">{why}</DetailsSection>;
  }
  return (
    <DetailsSection title={process.truncated ? 'Command, cut off where it got too long to read' : 'Command'}>
      <ol className="rounded-lg border border-line bg-hover py-1.5 font-mono text-sm">
        {process.argv.map((argument, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: arguments have no other identity than their place
          <li key={index} className="flex gap-2.5 px-2.5 py-px">
            <span aria-hidden className="w-4 shrink-0 text-right text-faint select-none">
              {index}
            </span>
            <span className="min-w-0 break-all whitespace-pre-wrap">{argument === '' ? '""' : argument}</span>
          </li>
        ))}
      </ol>
    </DetailsSection>
  );
}

function Facts({ row, home }: Pick<DetailsProps, 'row' | 'home'>) {
  const nowMs = useNow();
  const { process } = row;
  return (
    <DetailsSection title="Process">
      <FactList
        facts={[
          ['State', exitStateText(row)],
          [
            'Typed',
            process.typed !== undefined && process.typed !== commandLine(process) ? (
              <code key="typed" className="break-all whitespace-pre-wrap">
                {process.typed}
              </code>
            ) : undefined,
          ],
          [
            'Seen by',
            process.src === 'shell' ? 'the shell into which it was typed; it has no process of its own' : undefined,
          ],
          ['PID', process.src === 'shell' ? undefined : process.pid],
          ['Folder', process.cwd && shortPath(process.cwd, home)],
          ['Program', process.exe && shortPath(process.exe, home)],
          ['Session', process.sid],
          ['Process group', process.pgid],
          ['Terminal', process.tty],
          ['User', process.uid === 0 ? 'root' : process.uid],
          ['Started', `${momentText(process.startedAt)}${row.existing ? ', before VibeRot looked' : ''}`],
          ['Ended', row.endedAt === undefined ? undefined : momentText(row.endedAt)],
          [
            'Duration',
            row.endedAt === undefined
              ? stopwatchText(nowMs - process.startedAt)
              : durationText(row.endedAt - process.startedAt),
          ],
          ['Exit', row.exit && describeExit(row.exit)],
        ]}
      />
    </DetailsSection>
  );
}
