import { createEmitter, type Event } from '../../../shared/event';
import type { TerminalSignal } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';
import { createCommandReader } from './commands';
import { createRateLimits } from './limits';
import { createQuietWatch } from './quiet';
import { createSequenceFinder } from './sequences';

/** Finds in a terminal's output what its program tells by escape sequences, by bells, and by its silence. */
export interface SignalScanner {
  /** The next bytes of the output, cut anywhere. They are not kept. */
  feed(bytes: Uint8Array): void;
  /** Told while `feed` runs, or a moment later where a program tells more than anybody can follow. */
  readonly signals: Event<TerminalSignal>;
  /** Tells what was held back, and ends all timers. */
  close(): void;
}

export interface SignalScannerOptions {
  readonly clock: Clock;
  /** This machine's name: a folder that a program tells by OSC 7 with another host's name is not ours. */
  readonly hostname?: string | undefined;
}

export function createSignalScanner({ clock, hostname }: SignalScannerOptions): SignalScanner {
  const signals = createEmitter<TerminalSignal>();
  const limits = createRateLimits(clock, signals.emit);
  const quiet = createQuietWatch(clock, signals.emit);
  const readCommand = createCommandReader({ hostname, onSignal: limits.take });
  const finder = createSequenceFinder({ onCommand: readCommand, onBell: () => limits.take({ type: 'bell' }) });
  return {
    feed(bytes) {
      if (bytes.length === 0) return;
      quiet.touch();
      finder.feed(bytes);
    },
    signals,
    close() {
      limits.close();
      quiet.close();
    },
  };
}
