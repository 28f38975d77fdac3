import type { FromScreens, ScreenAnswers, ScreenQuestion, ToScreens } from './messages';
import { createScreen, type Screen } from './screen';

/** Runs what it is given soon, after what came in meanwhile. */
export type Later = (run: () => void) => void;

/** Parsed in one go: about 3 ms, after which others have their turn. */
const sliceBytes = 64 * 1024;
/** A screen that nobody has used for so long, … */
const idleMs = 60_000;
/** … and that has so many cells, goes to sleep. */
const leastCells = 100_000;
const checkMs = 10_000;

type Job = Exclude<ToScreens, { readonly type: 'open' | 'close' }>;

interface Turn {
  readonly id: number;
  readonly screen: Screen;
  readonly jobs: Job[];
  /** How many of them somebody waits for. */
  urgent: number;
  usedAt: number;
}

/** All screens of a terminal host, which take turns in one thread. */
export function createScreens(send: (message: FromScreens) => void, later: Later) {
  const all = new Map<number, Turn>();
  /** Those with something to do, in the order of their turns. */
  const waiting = new Set<Turn>();
  let running = false;
  setInterval(putToSleep, checkMs).unref();

  function take(message: ToScreens): void {
    const turn = all.get(message.screen);
    if (message.type === 'open') open(message);
    if (message.type === 'open' || !turn) return;
    if (message.type === 'close') {
      all.delete(turn.id);
      waiting.delete(turn);
      turn.screen.close();
      return;
    }
    // Of sizes that nothing was written for only the last one counts; to wrap all lines anew takes long.
    if (message.type === 'resize' && turn.jobs.at(-1)?.type === 'resize') turn.jobs.pop();
    turn.jobs.push(message);
    if (isUrgent(message)) turn.urgent++;
    waiting.add(turn);
    run();
  }

  function open({ screen: id, ...options }: Extract<ToScreens, { readonly type: 'open' }>): void {
    const reply = (text: string) => send({ screen: id, type: 'reply', bytes: Buffer.from(text) });
    const screen = createScreen({ ...options, reply });
    all.set(id, { id, screen, jobs: [], urgent: 0, usedAt: 0 });
  }

  function run(): void {
    if (running) return;
    running = true;
    later(() => {
      running = false;
      const turn = next();
      if (!turn) return;
      work(turn);
      waiting.delete(turn);
      if (turn.jobs.length > 0) waiting.add(turn);
      if (waiting.size > 0) run();
    });
  }

  function next(): Turn | undefined {
    for (const turn of waiting) if (turn.urgent > 0) return turn;
    const [first] = waiting;
    return first;
  }

  /** One job, or a slice of it. */
  function work(turn: Turn): void {
    const job = turn.jobs[0];
    if (!job) return;
    turn.usedAt = Date.now();
    const rest = job.type === 'write' ? job.bytes.subarray(sliceBytes) : undefined;
    if (job.type === 'write' && rest && rest.length > 0) {
      turn.jobs[0] = { ...job, bytes: rest };
      turn.screen.write(job.bytes.subarray(0, sliceBytes));
      return;
    }
    turn.jobs.shift();
    if (isUrgent(job)) turn.urgent--;
    finish(turn, job);
  }

  function finish({ id, screen }: Turn, job: Job): void {
    switch (job.type) {
      case 'write':
        screen.write(job.bytes);
        send({ screen: id, type: 'parsed', end: screen.end, calm: screen.calm });
        break;
      case 'skip':
        screen.skip(job.to, job.summary);
        break;
      case 'resize':
        screen.resize(job.size);
        break;
      case 'colors':
        screen.colors(job.colors);
        break;
      case 'ask':
        send({ screen: id, type: 'answer', number: job.number, value: answer(screen, job.question) });
    }
  }

  function putToSleep(): void {
    const before = Date.now() - idleMs;
    for (const { screen, jobs, usedAt } of all.values()) {
      if (jobs.length === 0 && usedAt < before && screen.cells >= leastCells) screen.sleep();
    }
  }

  return { take };
}

function isUrgent(job: Job): boolean {
  return job.type === 'ask' || (job.type === 'write' && job.urgent);
}

function answer(screen: Screen, question: ScreenQuestion): ScreenAnswers[keyof ScreenAnswers] {
  switch (question.about) {
    case 'snapshot':
      return screen.snapshot(question.lines ?? Number.POSITIVE_INFINITY, question.tail);
    case 'text':
      return screen.text(question.asked, question.tail);
    case 'search':
      return screen.search(question.asked);
    case 'marksPastes':
      return screen.marksPastes();
  }
}
