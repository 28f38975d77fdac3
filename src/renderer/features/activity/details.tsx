import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  type ActivityRow,
  commandLine,
  describeExit,
  type Family,
  type Firing,
  type MatchForm,
  type ProcessInfo,
  type ProcessKey,
  programName,
} from '../../../shared/vocabulary';
import { durationText, joinCommand, momentText, shortPath, stopwatchText } from '../../text';
import { CopyButton, FactList, IconButton, useNow } from '../../ui';
import { FamilyTree } from './family';
import { OriginBadges } from './origin-badges';
import { firingText, rowStateText } from './row-state';
import { FiringBadge, StateIcon } from './state-icon';

export interface DetailsProps {
  readonly row: ActivityRow;
  readonly family: Family | undefined;
  readonly home: string | undefined;
  readonly onSelect: (key: ProcessKey) => void;
  readonly onClose: () => void;
}

/** Everything that is known of one process. */
export function Details({ row, family, home, onSelect, onClose }: DetailsProps) {
  const { process } = row;
  return (
    <aside
      aria-label="Details"
      className="flex min-h-0 w-full flex-col border-line bg-canvas max-[1100px]:h-[46%] max-[1100px]:border-t min-[1100px]:w-90 min-[1100px]:shrink-0 min-[1100px]:border-l"
    >
      <header className="flex h-11 shrink-0 items-center gap-2.5 border-b border-line pr-2 pl-4">
        <StateIcon row={row} />
        <h2 className="min-w-0 flex-1 truncate font-mono font-semibold">{programName(process)}</h2>
        <OriginBadges row={row} />
        <CopyButton text={copyText(process)} what="command" />
        <IconButton label="Close the details (Esc)" icon={<X size={15} />} onClick={onClose} />
      </header>
      <section
        aria-label="Facts"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
        tabIndex={0}
        className="@container relative min-h-0 flex-1 overflow-y-auto p-4 focus-visible:outline-offset-[-2px]"
      >
        <div className="gap-6 space-y-5 @min-[600px]:columns-2">
          <Arguments row={row} />
          {row.firings.length > 0 && <Firings firings={row.firings} />}
          <Section title="Started by">
            <FamilyTree row={row} family={family} onSelect={onSelect} />
          </Section>
          <Facts row={row} home={home} />
        </div>
      </section>
    </aside>
  );
}

/** What a shell would run as it ran here. */
function copyText({ src, typed, argv }: ProcessInfo): string {
  return src === 'shell' && typed !== undefined ? typed : joinCommand(argv);
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="break-inside-avoid">
      <h3 className="mb-1.5 text-xs font-medium text-faint">{title}</h3>
      {children}
    </section>
  );
}

function Arguments({ row: { process } }: { readonly row: ActivityRow }) {
  if (process.argv.length === 0) {
    const why = process.lost
      ? 'The process had ended before its command line could be read.'
      : 'This process has no command line: it belongs to the system’s kernel.';
    return <Section title="Command">{why}</Section>;
  }
  return (
    <Section title={process.truncated ? 'Command, cut off where it got too long to read' : 'Command'}>
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
    </Section>
  );
}

function Facts({ row, home }: Pick<DetailsProps, 'row' | 'home'>) {
  const nowMs = useNow();
  const { process } = row;
  return (
    <Section title="Process">
      <FactList
        facts={[
          ['State', rowStateText(row)],
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
    </Section>
  );
}

const forms: Record<MatchForm, string> = {
  line: 'the whole command line',
  program: 'the command line without the program’s folder',
  script: 'the command line without its interpreter',
};

function Firings({ firings }: { readonly firings: readonly Firing[] }) {
  return (
    <Section title="Rules">
      <ul className="flex flex-col gap-2">
        {firings.map((firing) => (
          <li key={`${firing.ruleId}:${firing.at}`} className="rounded-lg border border-line p-3">
            <FiringBadge firing={firing} />
            <div className="mt-2">
              <FactList
                facts={[
                  ['Matched', forms[firing.form]],
                  ['At', momentText(firing.at)],
                  ['Action', firing.run && <code className="text-sm">{firing.run.label}</code>],
                  ['State', firingText(firing)],
                  ['PID', firing.run?.pid],
                  ['Exit', firing.run?.exit && describeExit(firing.run.exit)],
                  ['Message', firing.run?.message],
                ]}
              />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
