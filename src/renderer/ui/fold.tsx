import { ChevronRight } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';

export interface FoldProps {
  readonly title: ReactNode;
  /** What is inside, in brief. */
  readonly brief?: ReactNode;
  /** Beside the title, folded or not. */
  readonly mark?: ReactNode;
  /** Opens it. Only a person closes it: what somebody is typing into does not go away. */
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** A part that can be folded away. */
export function Fold({ title, brief, mark, open = false, children }: FoldProps) {
  const ref = useRef<HTMLDetailsElement>(null);
  useLayoutEffect(() => {
    if (open && ref.current) ref.current.open = true;
  }, [open]);
  return (
    <details ref={ref} className="group/fold">
      <summary className="flex min-h-7 list-none items-center gap-1.5 rounded-md text-sm select-none hover:text-ink">
        <ChevronRight size={14} className="shrink-0 text-faint group-open/fold:rotate-90" aria-hidden />
        <span className="shrink-0 font-medium">{title}</span>
        {mark}
        {brief !== undefined && <span className="min-w-0 truncate text-faint group-open/fold:hidden">{brief}</span>}
      </summary>
      <div className="pt-2 pb-1 pl-5">{children}</div>
    </details>
  );
}
