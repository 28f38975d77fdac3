import { RotateCcw } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { describeExit, type Exit, type Terminal } from '../../../shared/vocabulary';
import { Button } from '../../ui';
import type { TerminalsStore } from './store';

export interface PaneProps {
  readonly store: TerminalsStore;
  readonly terminal: Terminal;
}

/** The terminal that is shown, and how its process ended. */
export function Pane({ store, terminal }: PaneProps) {
  const { id, exit } = terminal;
  const place = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const screen = store.screen(id);
    if (place.current) screen.show(place.current);
    return () => screen.hide();
  }, [store, id]);

  return (
    <>
      {exit && (
        <div role="status" className="flex items-center gap-3 border-b border-line bg-hover py-1.5 pr-3 pl-5">
          <span className="flex-1">{exitSentence(exit)}</span>
          <Button icon={<RotateCcw size={13} />} onClick={() => void store.startAgain(terminal)}>
            Start again
          </Button>
        </div>
      )}
      <div className="min-h-0 flex-1 py-2 pr-1 pl-5">
        <div ref={place} className="h-full overflow-hidden" />
      </div>
    </>
  );
}

function exitSentence(exit: Exit): string {
  if ('code' in exit) return `Process ended with code ${exit.code}`;
  return 'signal' in exit ? `Process ended by ${describeExit(exit)}` : 'Process ended';
}
