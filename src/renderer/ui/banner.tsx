import type { ReactNode } from 'react';

export interface BannerProps {
  readonly icon: ReactNode;
  readonly children: ReactNode;
  readonly action: ReactNode;
}

/** A line across the whole window: something that changes what every view shows. */
export function Banner({ icon, children, action }: BannerProps) {
  return (
    <div
      role="status"
      className="flex min-h-10 items-center gap-2.5 border-b border-warn-line bg-warn-soft py-1.5 pr-3 pl-4"
    >
      <span className="shrink-0 text-warn" aria-hidden>
        {icon}
      </span>
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
