import type { KeyPress } from '../input/input';
import { nameOfKeys } from '../input/key-sequences';
import { boundKeys } from './bindings';
import { closeOverlay, type Desk, openHelp, openPalette, ownCommands, scrollAround } from './desk';

/** Does what a key means: to what lies over the screen, to who has the keys, to Lua, or everywhere. */
export function takeKey(desk: Desk, press: KeyPress): void {
  const { overlay, focus } = desk;
  desk.changed();
  focus.await(undefined);
  if (overlay) {
    if (!overlay.key(press)) closeOverlay(desk, overlay);
    return;
  }
  focus.show();
  const { box } = focus;
  if (!isGlobal(press) && box?.control?.key?.(press)) return;
  if (box?.control?.terminal && press.key === 'Enter') focus.moveTo(box.id, true);
  else if (!runBound(desk, press) && !takeGlobal(desk, press)) scrollFocused(desk, press);
}

/** Keys that mean the same wherever the focus is. */
function isGlobal({ key, ctrl }: KeyPress): boolean {
  return key === 'Tab' || (ctrl && /^[clpz]$/.test(key));
}

/** What Lua has bound to keys; what only a window can do is left to others. */
function runBound(desk: Desk, press: KeyPress): boolean {
  const keys = nameOfKeys(press);
  const { registrations = [] } = desk.data.lua ?? {};
  for (const bound of keys === undefined ? [] : boundKeys(desk.data.lua).filter((each) => each.keys === keys)) {
    const own = Object.hasOwn(ownCommands, bound.name) ? ownCommands[bound.name] : undefined;
    const isLuas = registrations.some(
      ({ kind, name }) => (kind === 'command' || kind === 'key') && name === bound.name,
    );
    if (own) own.run(desk);
    else if (isLuas) desk.world.run(bound.name);
    if (own || isLuas) return true;
  }
  return false;
}

function takeGlobal(desk: Desk, { key, ctrl, alt, shift }: KeyPress): boolean {
  if (alt) return false;
  const withCtrl: Readonly<Record<string, () => void>> = {
    c: desk.quit,
    z: desk.suspend,
    l: desk.redraw,
    p: () => openPalette(desk),
  };
  const plain: Readonly<Record<string, () => void>> = {
    Tab: () => desk.focus.turn(shift ? -1 : 1),
    q: desk.quit,
    '?': () => openHelp(desk),
    ':': () => openPalette(desk),
    Escape: () => {},
  };
  const does = ctrl ? withCtrl : plain;
  if (Object.hasOwn(does, key)) does[key]?.();
  else if (!ctrl && /^[1-9]$/.test(key)) goToView(desk, Number(key));
  else return false;
  return true;
}

function goToView({ world, views }: Desk, number: number): void {
  const view = views()[number - 1];
  if (view !== undefined) world.go(view);
}

const scrolled: Readonly<Record<string, number>> = {
  ...{ PageUp: -10, PageDown: 10, Home: -10_000, End: 10_000, ArrowUp: -1, ArrowDown: 1 },
};

/** Keys that nothing has taken scroll what the focus is in, or lead to the next part. */
function scrollFocused(desk: Desk, { key }: KeyPress): void {
  const { focus, drawn } = desk;
  const rows = scrolled[key];
  const hit = drawn?.painted.hits.find(({ box }) => box.id === focus.box?.id);
  if (rows !== undefined && scrollAround(desk, hit, rows)) focus.takeShow();
  else if (key === 'ArrowUp' || key === 'ArrowLeft') focus.turn(-1);
  else if (key === 'ArrowDown' || key === 'ArrowRight') focus.turn(1);
}
