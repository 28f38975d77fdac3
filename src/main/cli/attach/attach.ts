import { type Connection, createConnection } from '../../../shared/link';
import { unreachable } from '../../../shared/result';
import { type Agent, describeExit, type Exit, type TerminalSize } from '../../../shared/vocabulary';
import type { LocalTerminal } from '../../ports';
import { withAgents } from '../choose-agents';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { createKeyboard, type DetachKey } from './keyboard';
import { createOuterScreen, enter, noticeLine } from './screen';
import { createTerminalStream, type TerminalStream } from './stream';

export interface AttachOptions {
  readonly detachKey: DetachKey;
}

/** Why a terminal is no longer shown. `ended`: this terminal has gone, or this command was asked to end. */
type Ending = { readonly type: 'detached' | 'gone' | 'ended' } | { readonly type: 'exited'; readonly exit: Exit };

/**
 * Shows an agent's terminal on this one, until its process ends or the person leaves by the key. When the agent is
 * restarted, it goes on with its next terminal; when the hub ends, it waits for the next one.
 * @returns the exit code: 0 left, that of the agent when it has exited
 */
export async function attachAgent(
  invocation: Invocation,
  asked: string,
  { detachKey }: AttachOptions,
): Promise<number> {
  const { host } = invocation;
  let agent: Agent | undefined;
  const code = await withAgents(invocation, [asked], async (_client, [chosen]) => {
    agent = chosen;
    return 0;
  });
  if (!agent) return code;
  const { id, name, terminal: terminalId } = agent;
  if (agent.status === 'exited' || terminalId === undefined) {
    await printLines(host.error, `${name} (${id}) has exited. See what it wrote: viberot agents output ${id}`);
    return 1;
  }
  if (id === host.agentId) {
    await printLines(host.error, `This is the terminal of ${name} (${id}): it cannot be shown in itself.`);
    return 1;
  }
  const terminal = host.openTerminal();
  if (!terminal) {
    await printLines(host.error, 'Only a terminal can show an agent: input or output of this command is none.');
    return 1;
  }
  const connection = createConnection({
    connect() {
      const open = host.openHub(host.locateHome(invocation.home));
      return open ? open() : Promise.reject(new Error('VibeRot is not running here.'));
    },
    reconnect: true,
  });
  const ending = await show({ connection, terminal, id, terminalId, detachKey });
  connection.close();
  terminal.close();
  await printLines(host.error, farewell(ending, agent));
  if (ending.type === 'exited') return exitCode(ending.exit);
  return ending.type === 'detached' ? 0 : 1;
}

interface Shown {
  readonly connection: Connection;
  readonly terminal: LocalTerminal;
  readonly id: Agent['id'];
  readonly terminalId: string;
  readonly detachKey: DetachKey;
}

/** While a window is dragged, its size changes many times. */
const resizePauseMs = 50;
/** An agent that is restarted has its next terminal by then. */
const followMs = 300;

/** The terminal that an agent has been given in place of its last one, if that happens within a moment. */
async function nextTerminal({ client }: Connection, id: Agent['id'], last: string): Promise<string | undefined> {
  const signal = AbortSignal.timeout(followMs);
  try {
    for await (const agents of await client.agents.watch(undefined, { signal })) {
      const agent = agents.find((agent) => agent.id === id);
      if (!agent) return undefined;
      if (agent.status !== 'exited' && agent.terminal !== last) return agent.terminal;
    }
  } catch {
    // The moment is over, or the hub.
  }
  return undefined;
}

function show({ connection, terminal, id, terminalId: first, detachKey }: Shown): Promise<Ending> {
  return new Promise((resolve) => {
    let terminalId = first;
    const screen = createOuterScreen(() => void draw());
    const keyboard = createKeyboard(detachKey, () => screen.wantsFocus);
    let resizing: ReturnType<typeof setTimeout> | undefined;
    let hasFocus = true;
    /** That of the program; undefined while it is about to be ours. */
    let shownSize: TerminalSize | undefined;
    let over = false;

    let stream = openStream();

    function openStream(): TerminalStream {
      // Our alternate screen has no place for lines that have left it.
      const asked = { id: terminalId, lines: 0 };
      return createTerminalStream(connection, asked, {
        begin(size) {
          shownSize = size;
          void terminal.write(screen.reset());
        },
        show: (bytes) => terminal.write(screen.data(bytes)),
        exited: (exit) => void follow(exit),
      });
    }

    /** A restart is no reason to leave. */
    async function follow(exit: Exit): Promise<void> {
      const next = await nextTerminal(connection, id, terminalId);
      if (over) return;
      if (next === undefined) return end({ type: 'exited', exit });
      stream.stop();
      terminalId = next;
      stream = openStream();
      await draw();
    }

    /** Draws all of it anew, in the size of this terminal. */
    async function draw(): Promise<void> {
      shownSize = undefined;
      await stream.resize(terminal.size);
      if (!over && !(await stream.start())) end({ type: 'gone' });
    }

    function begin(): void {
      look();
      void draw();
    }

    /** Whoever looks needs no notification. */
    function look(): void {
      void connection.client.agents.look({ ids: hasFocus ? [id] : [] }).catch(() => {});
    }

    function turn(focus: boolean): void {
      hasFocus = focus;
      look();
      if (focus) void stream.resize(terminal.size);
    }

    /** Another view has given the program its own size; whoever types takes it over. */
    function claimSize(): void {
      const { cols, rows } = terminal.size;
      if (shownSize && (shownSize.cols !== cols || shownSize.rows !== rows)) void draw();
    }

    function end(ending: Ending): void {
      if (over) return;
      over = true;
      clearTimeout(resizing);
      for (const unsubscribe of listening) unsubscribe();
      stream.stop();
      resolve(ending);
    }

    terminal.atEnd(screen.leave);
    void terminal.write(enter);
    const listening = [
      terminal.input.on((input) => {
        const { bytes, detach, focus } = keyboard(input);
        stream.send(bytes);
        if (focus !== undefined) turn(focus);
        if (focus !== false) claimSize();
        if (detach) end({ type: 'detached' });
      }),
      terminal.resized.on(() => {
        clearTimeout(resizing);
        resizing = setTimeout(() => void draw(), resizePauseMs);
      }),
      terminal.ended.on(() => end({ type: 'ended' })),
      connection.state.on((state) => {
        if (state === 'open') begin();
        if (state === 'waiting')
          void terminal.write(noticeLine(`VibeRot has ended; waiting for it to come back. ${detachKey.name} leaves.`));
      }),
    ];
    if (connection.state.value === 'open') begin();
  });
}

function farewell(ending: Ending, { id, name }: Agent): string {
  switch (ending.type) {
    case 'detached':
      return `${name} goes on. Come back to it: viberot agents attach ${id}`;
    case 'exited':
      return `${name} (${id}) has exited${'unknown' in ending.exit ? '' : ` (${describeExit(ending.exit)})`}.`;
    case 'gone':
      return `${name} (${id}) is not there any more.`;
    case 'ended':
      return `${name} (${id}) goes on.`;
    default:
      return unreachable(ending);
  }
}

/** As shells tell it. */
function exitCode(exit: Exit): number {
  if ('unknown' in exit) return 0;
  return 'code' in exit ? exit.code : 128 + exit.signal;
}
