import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** What a view shows instead of nothing: why it is empty, and what to do next. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="m-auto flex max-w-120 flex-col items-center px-6 py-10 text-center">
      <span
        className="mb-4 grid size-10 place-items-center rounded-xl border border-line bg-hover text-muted"
        aria-hidden
      >
        {icon}
      </span>
      <h2 className="text-lg font-semibold">{title}</h2>
      <div className="mt-1 text-pretty text-muted">{children}</div>
      {actions !== undefined && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
