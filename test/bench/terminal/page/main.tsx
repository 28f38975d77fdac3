import './styles.css';
import type { Terminal as Xterm } from '@xterm/xterm';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { connect } from '../../../../src/renderer/client';
import { createTerminalScreens, TerminalView } from '../../../../src/renderer/features/terminals';
import { Toasts, TooltipProvider } from '../../../../src/renderer/ui';
import { usualLook } from '../../../../src/shared/vocabulary';
import type { BenchPage } from '../bench-page';
import { timeEcho } from './echo';
import { connectOthers } from './other';
import { drawn, seen } from './seen';

/** Errors that nobody caught, such as an xterm's that throws data away. */
const errors: string[] = [];
window.addEventListener('error', ({ message }) => errors.push(message));

const place = document.getElementById('root') ?? document.body;
const root = createRoot(place);
const connection = connect();
const focused = connect();
const screens = createTerminalScreens({ connection, focused: () => focused });
const shown: Xterm[] = [];

/** As many columns of terminals as make them about as wide as high. */
function gridFor(count: number) {
  const columns = Math.ceil(Math.sqrt(count));
  return { display: 'grid', height: '100vh', gridTemplateColumns: `repeat(${columns}, 1fr)`, gridAutoRows: '1fr' };
}

function terminal(at: number): Xterm {
  const found = shown[at];
  if (!found) throw new Error(`There is no terminal ${at}`);
  return found;
}

const bench: BenchPage = {
  errors: () => errors,
  show(ids) {
    shown.push(...ids.map((id) => screens.screen(id).xterm));
    flushSync(() =>
      root.render(
        <TooltipProvider>
          <div style={gridFor(ids.length)}>
            {ids.map((id, at) => (
              <TerminalView key={id} screens={screens} terminal={id} label={id} look={usualLook} active={at === 0} />
            ))}
          </div>
          <Toasts />
        </TooltipProvider>,
      ),
    );
  },
  async open(kind, port, commands) {
    const others = await connectOthers(port);
    Object.assign(place.style, gridFor(commands.length));
    for (const command of commands) {
      const cell = document.createElement('div');
      cell.style.cssText = 'min-width: 0; min-height: 0; overflow: hidden';
      place.append(cell);
      shown.push(others.open({ kind, command, place: cell }));
    }
  },
  size(at) {
    const { cols, rows } = terminal(at);
    return { cols, rows };
  },
  type: (at, text) => terminal(at).input(text, true),
  async timeUntil(at, text) {
    const began = performance.now();
    bench.type(at, '\r');
    return (await seen(terminal(at), text)) - began;
  },
  timeEcho: (at, ms, everyMs) => timeEcho(terminal(at), ms, everyMs),
  async timeRestore(id, lines) {
    const began = performance.now();
    bench.show([id]);
    const { xterm } = screens.screen(id);
    await seen(xterm, `line ${lines} `);
    const first = (await drawn()) - began;
    screens.command(id, 'scroll-to-top');
    const asked = performance.now();
    while (xterm.buffer.active.length < lines) await drawn();
    return { first, whole: (await drawn()) - asked };
  },
  async timeSpawn(command, greeting) {
    const began = performance.now();
    const agent = await connection.client.agents.spawn({ command: [...command] });
    const id = agent.terminal ?? '';
    bench.show([id]);
    await seen(screens.screen(id).xterm, greeting);
    return (await drawn()) - began;
  },
  async timeSpawnOther(kind, port, command, greeting) {
    const began = performance.now();
    await bench.open(kind, port, [command]);
    await seen(terminal(shown.length - 1), greeting);
    return (await drawn()) - began;
  },
};
Object.assign(window, { bench });
