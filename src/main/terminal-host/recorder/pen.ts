import type { ByteWriter } from './byte-writer';
import { type Attributes, Background, Color, type Extended, Foreground, type Internals, Underline } from './internals';

/** How characters look that are written next. It writes a sequence only when that changes. */
export interface Pen {
  /** The look of a cell or of the cursor; without `extended` a plain underline and no link. */
  use(fg: number, bg: number, extended?: Extended): void;
  /** As in a terminal that was reset. */
  lift(): void;
  /** The cursor's own, with what shows only once an underline is switched on. */
  likeCursor(attributes: Attributes): void;
}

export function createPen(out: ByteWriter, links: Internals['_oscLinkService']): Pen {
  /** Sequences for looks without an underline's style; there are few, and many changes. */
  const known = new Map<number, Map<number, string>>();
  let nowFg = 0;
  let nowBg = 0;
  let nowExt = 0;
  let nowLink = '';

  function select(fg: number, bg: number, ext: number): void {
    if (fg === nowFg && bg === nowBg && ext === nowExt) return;
    out.ascii(ext === 0 ? remembered(fg, bg) : sequence(fg, bg, ext));
    nowFg = fg;
    nowBg = bg;
    nowExt = ext;
  }

  function remembered(fg: number, bg: number): string {
    const row = known.get(fg) ?? new Map<number, string>();
    const text = row.get(bg) ?? sequence(fg, bg, 0);
    known.set(fg, row.set(bg, text));
    return text;
  }

  function link(id: number): void {
    const data = id === 0 ? undefined : links._dataByLinkId.get(id)?.data;
    const text = data ? `${data.id === undefined ? '' : `id=${data.id}`};${data.uri}` : '';
    if (text === nowLink) return;
    nowLink = text;
    out.utf8(`\x1b]8;${text || ';'}\x07`);
  }

  return {
    use(fg, bg, extended) {
      const has = (bg & Background.extended) !== 0;
      select(fg, bg, has && extended ? extended._ext : 0);
      link(has && extended ? extended._urlId : 0);
    },
    lift() {
      select(0, 0, 0);
      link(0);
    },
    likeCursor({ fg, bg, extended }) {
      // What restoring the cursor has left behind of an underline does not show.
      const shows = (fg & Foreground.underline) !== 0 || (bg & Background.extended) !== 0;
      nowFg = fg;
      nowBg = bg;
      nowExt = shows ? extended._ext : extended._ext & ~Underline.styleMask;
      // Written anew in any case: a character after it must not join the one before.
      out.ascii(sequence(fg, bg, nowExt));
      link(extended._urlId);
    },
  };
}

function sequence(fg: number, bg: number, ext: number): string {
  const codes = ['0'];
  if (fg & Foreground.bold) codes.push('1');
  if (bg & Background.dim) codes.push('2');
  if (bg & Background.italic) codes.push('3');
  const style = (ext & Underline.styleMask) >>> Underline.styleShift;
  if (style !== 0) codes.push(`4:${style}`);
  else if (fg & Foreground.underline) codes.push('4');
  if (fg & Foreground.blink) codes.push('5');
  if (fg & Foreground.inverse) codes.push('7');
  if (fg & Foreground.invisible) codes.push('8');
  if (fg & Foreground.strikethrough) codes.push('9');
  if (bg & Background.overline) codes.push('53');
  codes.push(...color(fg, 30), ...color(bg, 40), ...underlineColor(ext));
  const protection = bg & Background.protected ? '\x1b[1"q' : '';
  return `\x1b[${codes.length === 1 ? '' : codes.join(';')}m${protection}`;
}

/** @param base 30 for the foreground, 40 for the background. */
function color(value: number, base: 30 | 40): string[] {
  switch (value & Color.mode) {
    case 0:
      return [];
    case Color.palette16: {
      const index = value & 0xff;
      return [`${index < 8 ? base + index : base + 60 + index - 8}`];
    }
    case Color.palette256:
      return [`${base + 8};5;${value & 0xff}`];
    default:
      return [`${base + 8};2;${(value >> 16) & 0xff};${(value >> 8) & 0xff};${value & 0xff}`];
  }
}

function underlineColor(ext: number): string[] {
  switch (ext & Color.mode) {
    case 0:
    case Color.palette16:
      return [];
    case Color.palette256:
      return [`58:5:${ext & 0xff}`];
    default:
      return [`58:2::${(ext >> 16) & 0xff}:${(ext >> 8) & 0xff}:${ext & 0xff}`];
  }
}
