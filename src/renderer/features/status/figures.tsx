import type { HubStatus } from '../../../shared/vocabulary';
import { numberText } from '../../text';
import { classNames } from '../../ui';

/** The numbers that tell most, large enough to be read in passing. */
export function Figures({ status: { probe, processes, runs } }: { readonly status: HubStatus }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line @min-[640px]:grid-cols-4">
      <Figure name="Processes running" value={processes.running} />
      <Figure name="Events seen" value={probe.events} />
      <Figure name="Actions running" value={runs.running} />
      <Figure name="Actions failed" value={runs.failed} bad={runs.failed > 0} />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: number;
  readonly bad?: boolean;
}

function Figure({ name, value, bad = false }: FigureProps) {
  return (
    <div className="flex flex-col-reverse bg-canvas px-4 py-3">
      <dt className="text-sm text-faint">{name}</dt>
      <dd className={classNames('text-xl font-semibold tracking-tight tabular-nums', bad && 'text-bad')}>
        {numberText(value)}
      </dd>
    </div>
  );
}
