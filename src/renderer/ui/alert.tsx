import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

const looks = {
  info: { box: 'border-line bg-hover', icon: <Info size={16} className="text-accent" /> },
  good: { box: 'border-line bg-good-soft', icon: <CircleCheck size={16} className="text-good" /> },
  warning: { box: 'border-warn-line bg-warn-soft', icon: <TriangleAlert size={16} className="text-warn" /> },
  error: { box: 'border-bad-line bg-bad-soft', icon: <CircleAlert size={16} className="text-bad" /> },
};

export interface AlertProps {
  readonly severity: keyof typeof looks;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** Announce it at once when it appears; for things that happen, not for things that are. */
  readonly announce?: boolean;
}

/** A message in the flow of a view. */
export function Alert({ severity, title, children, announce = false }: AlertProps) {
  const { box, icon } = looks[severity];
  return (
    <div role={announce ? 'alert' : 'note'} className={classNames('flex gap-2.5 rounded-lg border px-3 py-2.5', box)}>
      <span className="mt-0.5 shrink-0" aria-hidden>
        {icon}
      </span>
      <div className="min-w-0 flex-1">
        <div className="font-medium break-words">{title}</div>
        {children !== undefined && <div className="mt-0.5 text-muted">{children}</div>}
      </div>
    </div>
  );
}
