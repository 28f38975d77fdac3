import { type ReactNode, useId } from 'react';

export interface SectionProps {
  readonly title: string;
  /** What it is about, in a sentence. */
  readonly about?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the settings under its heading. */
export function Section({ title, about, actions, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="max-w-180 rounded-xl border border-line bg-raised">
      <header className="flex items-start gap-3 border-b border-line px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 id={id} className="font-semibold">
            {title}
          </h2>
          {about !== undefined && <p className="text-sm text-muted">{about}</p>}
        </div>
        {actions}
      </header>
      <div className="p-4">{children}</div>
    </section>
  );
}
