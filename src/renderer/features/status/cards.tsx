import type { HubStatus } from '../../../shared/vocabulary';
import { numberText, shortPath, stopwatchText } from '../../text';
import { Badge, CopyButton, FactList, Prose, type Tone, useNow } from '../../ui';
import { Card } from './card';
import { FullCaptureFact, type FullCaptureProps } from './full-capture';
import { tierName } from './health';
import { ShellCard } from './shell-card';
import type { ShellStore } from './shell-store';

export interface CardsProps {
  readonly status: HubStatus;
  readonly home: string | undefined;
  readonly capture: FullCaptureProps;
  readonly shells: ShellStore;
}

export function Cards({ status, home, capture, shells }: CardsProps) {
  return (
    <div className="gap-3 space-y-3 @min-[640px]:columns-2">
      <ProbeCard {...capture} />
      <ShellCard store={shells} />
      <RulesCard status={status} />
      <MemoryCard status={status} />
      <HubCard status={status} />
      <FilesCard paths={status.paths} home={home} />
    </div>
  );
}

const probeTones: Record<HubStatus['probe']['state'], Tone> = {
  starting: 'accent',
  running: 'good',
  restarting: 'warn',
  stopped: 'bad',
  unavailable: 'bad',
};

function ProbeCard(capture: FullCaptureProps) {
  const { probe } = capture;
  return (
    <Card title="Probe" badge={<Badge tone={probeTones[probe.state]}>{probe.state}</Badge>}>
      <FactList
        facts={[
          ['Captures by', probe.tier && tierName(probe.tier)],
          ['Full capture', <FullCaptureFact key="fact" {...capture} />],
          ['Why this way', probe.why && <Prose text={probe.why} />],
          ['Better', probe.remedy && <Prose text={probe.remedy} />],
          ['Can tell', probe.can.join(', ')],
          ['Events', numberText(probe.events)],
          ['Lost events', lossText(probe.lostEvents)],
          ['Lost arguments', numberText(probe.lostArguments)],
          ['Malformed lines', numberText(probe.malformedLines)],
          ['Restarts', numberText(probe.restarts)],
          ['PID', probe.pid],
          ['Build', probe.build],
        ]}
      />
    </Card>
  );
}

/** The system does not always say how many were lost. */
function lossText(count: number): string {
  return count < 0 ? 'some; the system did not say how many' : numberText(count);
}

function RulesCard({ status: { rules, runs } }: Pick<CardsProps, 'status'>) {
  return (
    <Card title="Rules and actions" badge={rules.paused && <Badge tone="warn">paused</Badge>}>
      <FactList
        facts={[
          ['Rules in force', numberText(rules.count)],
          ['Problems in the file', numberText(rules.problems)],
          ['Actions started', numberText(runs.started)],
        ]}
      />
    </Card>
  );
}

function MemoryCard({ status: { processes, journal } }: Pick<CardsProps, 'status'>) {
  return (
    <Card title="Memory">
      <FactList
        facts={[
          [
            'Processes kept',
            `${numberText(processes.kept)}, at most ${numberText(processes.keptAtMost)} that have ended`,
          ],
          ['Journal', `${numberText(journal.kept)} of ${numberText(journal.next)} events kept`],
        ]}
      />
    </Card>
  );
}

const hosts: Record<HubStatus['host'], string> = {
  electron: 'desktop app',
  'stand-in': 'stand-in for the desktop app',
  node: 'Node.js, without a window',
};

function HubCard({ status }: Pick<CardsProps, 'status'>) {
  const nowMs = useNow();
  return (
    <Card title="VibeRot" badge={<Badge>{status.version}</Badge>}>
      <FactList
        facts={[
          ['Runs as', hosts[status.host]],
          ['PID', status.pid],
          ['Up for', stopwatchText(nowMs - status.startedAt)],
          ['System', status.platform],
          ...Object.entries(status.versions).map(([name, version]) => [name, version] as const),
        ]}
      />
    </Card>
  );
}

const pathNames: Record<keyof HubStatus['paths'], string> = {
  home: 'Home',
  config: 'Rules',
  log: 'Log',
  socket: 'Socket',
};

function FilesCard({ paths, home }: Pick<HubStatus, 'paths'> & Pick<CardsProps, 'home'>) {
  return (
    <Card title="Files">
      <ul className="-my-1 flex flex-col">
        {Object.entries(pathNames).map(([id, name]) => {
          const path = paths[id as keyof HubStatus['paths']];
          return (
            <li key={id} className="flex items-center gap-3 text-sm">
              <span className="w-12 shrink-0 text-faint">{name}</span>
              <code title={path} className="min-w-0 flex-1 truncate">
                {shortPath(path, home)}
              </code>
              <CopyButton text={path} what={`path of ${name.toLowerCase()}`} />
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
