import type { Connection } from '../../../../shared/link';
import { createScope } from '../../../../shared/scope';
import type { LocalTerminal } from '../../../ports';
import { createKeyboard, type DetachKey, enter, leave } from '../../attach';
import { viewNamed } from '../draw/chrome';
import { spinner } from '../draw/parts';
import { createInputReader, type Input } from '../input/input';
import type { ColorDepth } from '../screen/style';
import { createTerm } from '../screen/term';
import { createData } from './data';
import type { Desk } from './desk';
import { createFocus } from './focus';
import { createFrames } from './frames';
import { takeKey } from './keys';
import { hasStatusBar, sidebarViews, usualLayout } from './layout-tree';
import { takeMouse } from './mouse';
import { confirmOverlay } from './overlays';
import { createPanes } from './panes';
import { drawScreen } from './screen';
import { createSteps } from './steps';
import { createViews } from './views';
import { createWorld, type Session } from './world';

export interface AppOptions {
  readonly connection: Connection;
  readonly terminal: LocalTerminal;
  readonly detachKey: DetachKey;
  readonly view: string;
  /** The agent in whose terminal this runs. */
  readonly ownAgent: string | undefined;
  readonly openPage: (address: string) => void;
  /** The folder that agents are started in. */
  readonly cwd: string;
}

/** A key by itself, or the beginning of a sequence: what comes after it comes at once. */
const escapeMs = 40;
/** Clicks, drags and the wheel by cells of any screen; pastes are marked. */
const modes = '\u001b[?1002;1006;2004h';

/** Shows the app on a terminal until the person quits. @returns whether the person did; otherwise the terminal has gone */
export async function runApp(options: AppOptions): Promise<boolean> {
  const { connection, terminal, detachKey } = options;
  const scope = createScope();
  const term = createTerm((output) => terminal.write(output), terminal.size, depthOf(terminal));
  const session: Session = { view: options.view, agent: undefined, message: undefined, hint: '', isTyping: false };
  const reader = createInputReader();
  let hasFocus = true;
  let quit: (byPerson: boolean) => void = () => {};
  const ended = new Promise<boolean>((resolve) => {
    quit = resolve;
  });

  const frames = createFrames(draw);
  const changed = frames.request;
  const data = createData(connection, scope, {
    changed,
    luaChanged: () => views.refresh(new Set(data.lua?.views.map(({ name }) => name))),
  });
  const views = createViews(connection, scope, changed);
  const panes = createPanes(connection, scope, { ownAgent: options.ownAgent, changed });
  const focus = createFocus(changed);
  const world = createWorld({
    ...{ connection, data, views, panes, session, changed },
    ...{ openPage: options.openPage, cwd: options.cwd },
    animate: scope.use(createSteps(changed)).animate,
    confirm(question, then) {
      desk.overlay = confirmOverlay(question, then);
      changed();
    },
    columns: () => term.size.cols,
    chosen: focus.await,
  });
  const desk: Desk = {
    ...{ world, data, focus, offsets: new Map(), overlay: undefined, drawn: undefined, changed },
    detachKey: detachKey.name,
    views: () => sidebarViews(layout()).map(viewNamed),
    quit: () => quit(true),
    suspend: () => void suspend(),
    redraw,
  };
  const keyboard = createKeyboard(detachKey, () => focus.typing?.wantsFocus ?? false);

  function layout() {
    const view = views.get('layout');
    return (view && view !== 'none' && view.tree) || usualLayout;
  }

  async function draw(): Promise<void> {
    const tree = layout();
    session.isTyping = focus.typing !== undefined;
    const keys = focus.typing ? `${detachKey.name} leaves the terminal` : 'Tab next  : commands  ? help  q quit';
    session.hint = world.isBusy ? `${spinner(world.animate())} it is being done` : keys;
    const isOpen = connection.state.value === 'open';
    // Where no view can be chosen, and nothing says how to go on, the last row does.
    const isBare = sidebarViews(tree).length === 0;
    const hint = isBare ? { text: session.hint, isError: false } : undefined;
    const said = hasStatusBar(tree) ? undefined : (session.message ?? hint);
    desk.drawn = drawScreen(term, {
      ...{ tree, world, offsets: desk.offsets, overlay: desk.overlay, focus },
      notice: isOpen ? said : { text: 'VibeRot has ended; waiting for it to come back. q quits.', isError: false },
    });
    views.sweep();
    look(panes.sweep());
    await term.flush();
  }

  let looked = '';
  /** Whoever looks needs no notification. */
  function look(agents: readonly string[]): void {
    const ids = hasFocus ? [...agents] : [];
    if (ids.join() === looked) return;
    looked = ids.join();
    void connection.client.agents.look({ ids }).catch(() => {});
  }

  function take(input: Input): void {
    const typing = desk.overlay ? undefined : focus.typing;
    if (input.type === 'focus') hasFocus = input.focused;
    if (input.type === 'mouse') takeMouse(desk, input);
    else if (typing) typing.send(input);
    else if (input.type === 'key') takeKey(desk, input);
    else if (input.type === 'paste') (desk.overlay ?? focus.box?.control)?.paste?.(input.text);
    changed();
  }

  let escaping: ReturnType<typeof setTimeout> | undefined;
  function read(bytes: Uint8Array): void {
    clearTimeout(escaping);
    const typed = focus.typing && !desk.overlay ? keyboard(bytes) : undefined;
    for (const input of reader.read(typed?.bytes ?? bytes)) take(input);
    if (typed?.focus !== undefined) hasFocus = typed.focus;
    if (typed?.detach) {
      focus.leaveTerminal();
      if (typed.rest.length > 0) read(typed.rest);
      return;
    }
    if (!reader.isWaiting) return;
    escaping = setTimeout(() => {
      for (const input of reader.flush()) take(input);
    }, escapeMs);
  }

  function redraw(): void {
    term.reset(terminal.size);
    changed();
  }

  async function suspend(): Promise<void> {
    await terminal.write(leave);
    await terminal.suspend();
    await terminal.write(enter + modes);
    redraw();
  }

  terminal.atEnd(() => leave);
  focus.await('view');
  await terminal.write(enter + modes);
  const listening = [
    terminal.input.on(read),
    terminal.resized.on(redraw),
    terminal.ended.on(() => quit(false)),
    connection.state.on((state) => {
      if (state === 'open') looked = '';
      changed();
    }),
  ];
  changed();
  const byPerson = await ended;
  for (const unsubscribe of listening) unsubscribe();
  frames.stop();
  clearTimeout(escaping);
  await scope.close();
  return byPerson;
}

function depthOf({ colorDepth }: LocalTerminal): ColorDepth {
  return ([24, 8, 4] as const).find((bits) => colorDepth >= bits) ?? 1;
}
