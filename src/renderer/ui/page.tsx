import type { ReactNode } from 'react';

export interface PageProps {
  readonly title: string;
  /** Controls at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a view that scrolls as a whole: title, controls, content. */
export function Page({ title, actions, children }: PageProps) {
  return (
    <section aria-label={title} className="@container relative flex min-h-0 flex-1 flex-col overflow-y-auto">
      <PageHeader title={title}>{actions}</PageHeader>
      <div className="flex flex-1 flex-col gap-5 px-5 py-4">{children}</div>
    </section>
  );
}

export interface PageHeaderProps {
  readonly title: string;
  readonly children?: ReactNode;
}

export function PageHeader({ title, children }: PageHeaderProps) {
  return (
    <header className="sticky top-0 z-10 flex min-h-12 shrink-0 items-center gap-3 border-b border-line bg-canvas px-5">
      <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
      {children}
    </header>
  );
}
