import type { NodeOf } from '../../../../shared/vocabulary';
import { type Edited, editedBy, inserted, windowOf } from '../input/line-edit';
import type { Box } from '../layout/box';
import { cut, oneLine, padded, textWidth } from '../screen/graphemes';
import type { Style } from '../screen/style';
import type { Surface } from '../screen/surface';
import type { Place } from '../screen/term';
import { boxStyle } from './containers';
import { pressable, sizeOf, textBox } from './parts';
import type { Field, Form, Spot } from './world';

/** Fields, and a button that gives what they hold to Lua as one table. */
export function drawForm(node: NodeOf<'form'>, spot: Spot): Box {
  const { id, view, world } = spot;
  const kept = world.kept(id, () => ({ problem: '' }));
  const form: Form = {
    fields: new Map(),
    submit() {
      const problems = [...form.fields.values()].map((field) => field.problem());
      kept.problem = problems.find((problem) => problem !== undefined) ?? '';
      world.changed();
      if (kept.problem !== '' || world.isPending(submit)) return;
      const value = Object.fromEntries([...form.fields].map(([name, field]) => [name, field.value()]));
      world.act({ id: submit, view, action: node.on_submit, value });
    },
  };
  const submit = `${id}/submit`;
  return {
    id,
    style: boxStyle(node, 'column'),
    children: [
      ...spot.boxes(node.children, { form }),
      ...(kept.problem === '' ? [] : [textBox(`${id}/problem`, kept.problem, { fg: 1 })]),
      {
        ...{ id: `${id}/buttons`, style: { direction: 'row' } },
        children: [pressable(spot, submit, node.submit ?? 'OK', { fg: 6 }, form.submit)],
      },
    ],
  };
}

interface KeptField<T> {
  now: T;
  /** What the tree said when `now` was taken from it. */
  from: T;
  /** What Lua was told last. */
  told: T;
}

/** What a field holds: what the tree says, until a person changes it; and again when the tree says something else. */
function keptValue<T>({ id, world }: Spot, value: T): KeptField<T> {
  const kept = world.kept<KeptField<T>>(id, () => ({ now: value, from: value, told: value }));
  if (kept.from !== value) Object.assign(kept, { now: value, from: value, told: value });
  return kept;
}

interface Labelled {
  readonly name: string;
  readonly label?: string | undefined;
  readonly help?: string | undefined;
}

/** A label above, the field, and what helps below. */
function labelled(node: Labelled & Parameters<typeof sizeOf>[0], id: string, field: Box): Box {
  return {
    id: `${id}/labelled`,
    style: { ...sizeOf(node), direction: 'column' },
    children: [
      ...(node.label === undefined ? [] : [textBox(`${id}/label`, node.label, { bold: true })]),
      field,
      ...(node.help === undefined ? [] : [textBox(`${id}/help`, node.help, { dim: true })]),
    ],
  };
}

const usualWidth = 30;
const linesAtOnce = 4;

export function drawInput(node: NodeOf<'input'>, spot: Spot): Box {
  const { id, view, world, form } = spot;
  const { type = 'text', multiline = false, on_change: action } = node;
  const kept = keptValue(spot, node.value ?? '');
  const place = world.kept(`${id}/cursor`, () => ({ cursor: kept.now.length, top: 0 }));
  const edited = (): Edited => ({ text: kept.now, cursor: Math.min(place.cursor, kept.now.length) });
  const field: Field = {
    value: () => (type === 'number' ? numberOf(kept.now) : kept.now),
    problem() {
      const name = node.label ?? node.name;
      if (kept.now === '') return node.required ? `${name} is needed.` : undefined;
      return type === 'number' && numberOf(kept.now) === undefined ? `${name} is to be a number.` : undefined;
    },
  };
  form?.fields.set(node.name, field);

  function take(next: Edited): void {
    kept.now = next.text;
    place.cursor = next.cursor;
    world.changed();
  }

  function tell(): void {
    if (action === undefined || kept.now === kept.told || field.problem() !== undefined) return;
    kept.told = kept.now;
    world.act({ id, view, action, value: field.value() });
  }

  return labelled(node, id, {
    id,
    children: [],
    style: { shrinks: multiline },
    measure: (width) => ({ width: Math.min(width, usualWidth), height: multiline ? linesAtOnce : 1, least: 1 }),
    paint(surface, focused) {
      const style: Style = { underline: true, ...(focused && { fg: 6 }) };
      surface.fill({ x: 0, y: 0, width: surface.width, height: surface.height }, style);
      if (kept.now === '' && node.placeholder !== undefined)
        surface.write(0, 0, cut(oneLine(node.placeholder), surface.width), { ...style, dim: true });
      return paintEdited(surface, masked(edited(), type), style, place);
    },
    control: {
      key(press) {
        const next = editedBy(press, edited(), multiline);
        if (next) take(next);
        else if (press.key === 'Enter') {
          tell();
          form?.submit();
        } else return false;
        return true;
      },
      paste: (text) => take(inserted(edited(), text, multiline)),
      leave: tell,
    },
  });
}

/** @returns the place of the cursor */
function paintEdited(surface: Surface, edited: Edited, style: Style, place: { top: number }): Place {
  const lines = edited.text.split('\n');
  const before = edited.text.slice(0, edited.cursor).split('\n');
  const row = before.length - 1;
  place.top = Math.max(row - surface.height + 1, Math.min(place.top, row));
  let x = 0;
  for (const [y, line] of lines.slice(place.top, place.top + surface.height).entries()) {
    const isHere = place.top + y === row;
    const shown = windowOf({ text: line, cursor: isHere ? (before.at(-1)?.length ?? 0) : 0 }, surface.width);
    surface.write(0, y, shown.text, style);
    if (isHere) x = shown.x;
  }
  return { x, y: row - place.top };
}

function masked({ text, cursor }: Edited, type: string): Edited {
  return type === 'password' ? { text: '•'.repeat(text.length), cursor } : { text, cursor };
}

function numberOf(text: string): number | undefined {
  const number = Number(text);
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

export function drawSelect(node: NodeOf<'select'>, spot: Spot): Box {
  const { id, view, world, form } = spot;
  const { options, on_change: action } = node;
  const kept = keptValue(spot, node.value ?? options[0]?.value ?? '');
  form?.fields.set(node.name, { value: () => kept.now, problem: () => undefined });
  const labels = options.map(({ value, label }) => oneLine(label ?? value));
  const index = () =>
    Math.max(
      0,
      options.findIndex(({ value }) => value === kept.now),
    );

  function turn(by: number): void {
    kept.now = options[(index() + by + options.length) % options.length]?.value ?? kept.now;
    world.changed();
  }
  function tell(): void {
    if (action === undefined || kept.now === kept.told) return;
    kept.told = kept.now;
    world.act({ id, view, action, value: kept.now });
  }

  return labelled(node, id, {
    id,
    children: [],
    style: {},
    measure: (width) => ({ width: Math.min(width, Math.max(...labels.map(textWidth)) + 4), height: 1 }),
    paint(surface, focused) {
      const room = Math.min(surface.width, Math.max(...labels.map(textWidth)) + 4) - 4;
      const style: Style = focused ? { inverse: true } : {};
      surface.write(0, 0, `◂ ${padded(cut(labels[index()] ?? '', room), room)} ▸`, style);
      return undefined;
    },
    control: {
      key({ key }) {
        if (key === 'ArrowLeft') turn(-1);
        else if (key === 'ArrowRight' || key === ' ') turn(1);
        else if (key === 'Enter') {
          tell();
          form?.submit();
        } else return false;
        return true;
      },
      click({ x }) {
        turn(x < 2 ? -1 : 1);
      },
      leave: tell,
    },
  });
}

export function drawCheckbox(node: NodeOf<'checkbox'>, spot: Spot): Box {
  const { id, view, world, form } = spot;
  const { on_change: action } = node;
  const kept = keptValue(spot, node.value ?? false);
  form?.fields.set(node.name, { value: () => kept.now, problem: () => undefined });

  function toggle(): void {
    kept.now = !kept.now;
    world.changed();
    if (action !== undefined) world.act({ id, view, action, value: kept.now });
  }

  const label = oneLine(node.label ?? node.name);
  const box: Box = {
    id,
    children: [],
    style: {},
    measure: () => ({ width: textWidth(label) + 4, height: 1 }),
    paint(surface, focused) {
      surface.write(0, 0, kept.now ? '[✓]' : '[ ]', { inverse: focused });
      surface.write(4, 0, cut(label, surface.width - 4), { bold: focused });
      return undefined;
    },
    control: {
      key({ key }) {
        if (key !== ' ' && key !== 'Enter') return false;
        toggle();
        return true;
      },
      click: toggle,
    },
  };
  return labelled({ ...node, label: undefined }, id, box);
}
