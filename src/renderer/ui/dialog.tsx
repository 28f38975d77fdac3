import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { classNames } from './class-names';

/** For a question, for a form with two columns, as wide as the window allows. */
const widths = { small: 'w-100', medium: 'w-140', large: 'w-260' };

export interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly size?: keyof typeof widths;
  readonly children: ReactNode;
}

/** What is marked by `data-first` has the focus when it opens, otherwise the first thing that can have it. */
export function Dialog({ title, open, onClose, size = 'small', children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          ref={popup}
          initialFocus={() => popup.current?.querySelector<HTMLElement>('[data-first]') ?? true}
          className={classNames(
            'fixed top-1/2 left-1/2 z-40 max-h-[calc(100vh-3rem)] max-w-[calc(100vw-3rem)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-xl bg-raised p-5 shadow-raised transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0',
            widths[size],
          )}
        >
          <Base.Title className="mb-3 text-lg font-semibold">{title}</Base.Title>
          <Base.Close
            aria-label="Close"
            className="absolute top-4 right-4 grid size-7 place-items-center rounded-md text-muted hover:bg-pressed hover:text-ink"
          >
            <X size={16} />
          </Base.Close>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
