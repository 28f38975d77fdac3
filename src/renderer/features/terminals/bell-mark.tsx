import { Bell } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Observable } from '../../../shared/event';
import { useObservable } from '../../client';

const shownMs = 1_200;

/** Shows for a moment that the terminal has rung. */
export function BellMark({ bells }: { readonly bells: Observable<number> }) {
  const rung = useObservable(bells);
  const [seen, setSeen] = useState(rung);

  useEffect(() => {
    const timer = setTimeout(() => setSeen(rung), shownMs);
    return () => clearTimeout(timer);
  }, [rung]);

  if (rung === seen) return null;
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute right-4 bottom-3 grid size-7 place-items-center rounded-full bg-raised text-warn shadow-raised"
    >
      <Bell size={14} />
    </span>
  );
}
