import type { ReactNode } from 'react';

export interface CardProps {
  readonly title: string;
  readonly badge?: ReactNode;
  readonly children: ReactNode;
}

export function Card({ title, badge, children }: CardProps) {
  return (
    <section aria-label={title} className="break-inside-avoid rounded-lg border border-line p-4">
      <div className="mb-2.5 flex h-5 items-center justify-between gap-2">
        <h2 className="font-semibold">{title}</h2>
        {badge}
      </div>
      {children}
    </section>
  );
}
