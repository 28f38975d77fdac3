import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../ui';

export interface DetailsFrameProps {
  readonly title: string;
  readonly icon: ReactNode;
  /** Badges and buttons beside the title. */
  readonly actions: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The part of a view that tells everything of one command: at the right, or below in a narrow window. */
export function DetailsFrame({ title, icon, actions, onClose, children }: DetailsFrameProps) {
  return (
    <aside
      aria-label="Details"
      className="flex min-h-0 w-full flex-col border-line bg-canvas max-[1100px]:h-[52%] max-[1100px]:border-t min-[1100px]:w-90 min-[1100px]:shrink-0 min-[1100px]:border-l"
    >
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        {icon}
        <h2 className="min-w-0 flex-1 truncate font-mono font-semibold">{title}</h2>
        {actions}
        <IconButton label="Close the details (Esc)" icon={<X size={15} />} onClick={onClose} />
      </header>
      <section
        aria-label="Facts"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
        tabIndex={0}
        className="@container relative min-h-0 flex-1 overflow-y-auto p-4 focus-visible:outline-offset-[-2px]"
      >
        <div className="gap-6 space-y-5 @min-[600px]:columns-2">{children}</div>
      </section>
    </aside>
  );
}

export function DetailsSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="break-inside-avoid">
      <h3 className="mb-1.5 text-xs font-medium text-faint">{title}</h3>
      {children}
    </section>
  );
}
