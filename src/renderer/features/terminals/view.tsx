import { useEffect, useRef } from 'react';
import type { TerminalLook, TerminalSize } from '../../../shared/vocabulary';
import { useObservable } from '../../client';
import { classNames } from '../../ui';
import { BellMark } from './bell-mark';
import { FindBar } from './find-bar';
import { PasteDialog } from './paste-dialog';
import type { Viewer } from './screen';
import type { TerminalScreens } from './screens';
import { SizedElsewhere } from './sized-elsewhere';

export interface TerminalViewProps {
  readonly screens: TerminalScreens;
  /** Its id. */
  readonly terminal: string;
  /** It has the keyboard. */
  readonly active: boolean;
  /** What it is called for screen readers. */
  readonly label: string;
  readonly look: TerminalLook;
  /** Nothing can be typed, and its size stays as it is. */
  readonly readOnly?: boolean;
  /** A person clicked into it, or came to it by the keyboard. */
  readonly onFocus?: () => void;
  readonly onOpenFile?: (path: string, line?: number, column?: number) => void;
  /** The terminal got the size of this view. */
  readonly onSize?: (size: TerminalSize) => void;
}

/** A terminal, which fills its parent, with its find bar and what it asks. Each terminal can be in one view at a time. */
export function TerminalView(props: TerminalViewProps) {
  const { screens, terminal, active, look, label } = props;
  const screen = screens.screen(terminal);
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => screens.setLook(look), [screens, look]);
  useEffect(() => {
    if (!place.current) return;
    return screen.show(place.current, () => viewerOf(latest.current));
  }, [screen]);
  useEffect(() => {
    if (!active) return;
    screen.setActive(true);
    return () => screen.setActive(false);
  }, [screen, active]);

  const finding = useObservable(screen.finding);
  const foreign = useObservable(screen.foreign);
  const paste = useObservable(screen.clipboard.asking);

  return (
    <section
      aria-label={label}
      className={classNames(
        '@container relative h-full min-h-0 min-w-0 overflow-hidden',
        foreign ? 'bg-sidebar' : 'bg-canvas',
      )}
      style={look.theme === 'app' ? undefined : { colorScheme: look.theme }}
      onFocus={props.onFocus}
    >
      <div ref={place} className="h-full py-1.5 pl-3" />
      {finding > 0 && <FindBar asked={finding} finder={screen.finder} onClose={screen.closeFind} />}
      {foreign && !props.readOnly && <SizedElsewhere onTakeOver={takeOver} />}
      <BellMark bells={screen.bells} />
      {paste && <PasteDialog paste={paste} onAnswer={screen.clipboard.answer} />}
    </section>
  );

  function takeOver(): void {
    screen.claimSize();
    screen.focus();
  }
}

function viewerOf({ label, readOnly = false, onOpenFile, onSize }: TerminalViewProps): Viewer {
  return {
    label,
    readOnly,
    onOpenFile: ({ path, line, column }) => onOpenFile?.(path, line, column),
    onSize: (size) => onSize?.(size),
  };
}
