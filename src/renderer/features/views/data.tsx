import { classNames, FactList } from '../../ui';
import { useText } from './entities';
import type { NodeProps } from './node-props';
import { fillTones, textTones } from './tone';

type Fact = NodeProps<'facts'>['node']['items'][number];

export function FactsNode({ node, style }: NodeProps<'facts'>) {
  return (
    <div style={style}>
      <FactList facts={node.items.map((fact) => [fact.name, <Value key={fact.name} {...fact} />])} />
    </div>
  );
}

function Value({ value, tone = 'neutral' }: Fact) {
  return <span className={textTones[tone]}>{useText(value)}</span>;
}

export function ProgressNode({ node, style }: NodeProps<'progress'>) {
  const { label = 'Progress', value, tone = 'accent' } = node;
  const percent = value === undefined ? undefined : Math.round(value * 100);
  return (
    <div className="flex min-w-30 flex-col gap-1.5" style={style}>
      {(node.label !== undefined || percent !== undefined) && (
        <span className="flex justify-between gap-3 text-sm">
          <span className="min-w-0 truncate">{node.label}</span>
          {percent !== undefined && <span className="text-muted tabular-nums">{percent}%</span>}
        </span>
      )}
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        className={classNames('block h-1.5 overflow-hidden rounded-full bg-pressed', fillTones[tone])}
      >
        <span
          className={classNames(
            'block h-full rounded-full bg-current',
            percent === undefined ? 'w-1/3 animate-to-and-fro' : 'origin-left transition-transform duration-300',
          )}
          style={value === undefined ? undefined : { transform: `scaleX(${value})` }}
        />
      </span>
    </div>
  );
}
