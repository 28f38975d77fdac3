import type { Fact } from '../../../shared/vocabulary';
import type { Clock } from '../../ports';
import { createLineSplitter } from './lines';
import { type ForeignHello, type Hello, maxLineLength, type ProbeMessage, parseLine } from './protocol';
import type { ProcessTable } from './table';

/** What came in, counted; over any number of readers. */
export interface Counts {
  /** Starts and ends of processes, without those of snapshots. */
  events: number;
  lostArguments: number;
  /** At least; the system does not always say how many. */
  lostEvents: number;
  malformedLines: number;
  /** Lines of types that this version does not know. */
  unknownLines: number;
}

export function createCounts(): Counts {
  return { events: 0, lostArguments: 0, lostEvents: 0, malformedLines: 0, unknownLines: 0 };
}

export interface FactReaderOptions {
  readonly clock: Pick<Clock, 'nowMs'>;
  /** What is known of the processes. It outlives a reader: the snapshot of the next helper is compared with it. */
  readonly table: ProcessTable;
  readonly counts: Counts;
  /** Decides about the first line. Nothing else is taken in before it is accepted, nor after it was refused. */
  readonly onHello: (hello: Hello | ForeignHello) => boolean;
  readonly onFact: (fact: Fact) => void;
  readonly onMalformed?: (why: string) => void;
}

/** What one helper says, from text cut anywhere to facts. */
export interface FactReader {
  /** Facts are delivered before it returns. */
  push(text: string): void;
}

export function createFactReader(options: FactReaderOptions): FactReader {
  const { clock, table, counts, onHello, onFact, onMalformed } = options;
  let state: 'expecting' | 'accepted' | 'refused' = 'expecting';

  function malformed(why: string): void {
    counts.malformedLines++;
    onMalformed?.(why);
  }

  /** True when the message may be taken in. */
  function admit(message: ProbeMessage): boolean {
    const isHello = message.t === 'hello' || message.t === 'foreign-hello';
    if (isHello && state === 'expecting') {
      state = onHello(message) ? 'accepted' : 'refused';
      return state === 'accepted';
    }
    if (!isHello && state === 'accepted') return true;
    malformed(isHello ? 'A second hello came.' : 'The first line is not a hello.');
    return false;
  }

  function count(message: ProbeMessage): void {
    if (message.t === 'exec' || message.t === 'exit') counts.events++;
    if (message.t === 'exec' && message.lost) counts.lostArguments++;
    if (message.t === 'drop') counts.lostEvents += message.n < 0 ? 1 : message.n;
  }

  function takeLine(line: string): void {
    if (state === 'refused') return;
    const parsed = parseLine(line);
    if (!parsed.ok) {
      if (parsed.error === 'unknown-type') counts.unknownLines++;
      else malformed(parsed.message);
      return;
    }
    if (!admit(parsed.value)) return;
    count(parsed.value);
    for (const fact of table.apply(parsed.value, clock.nowMs())) onFact(fact);
  }

  return createLineSplitter({
    maxLength: maxLineLength,
    onLine: takeLine,
    onTooLong: () => malformed(`A line is longer than ${maxLineLength} characters.`),
  });
}
