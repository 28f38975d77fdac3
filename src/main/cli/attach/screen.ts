import { isQuery } from './queries';
import { createSequenceFilter, type Rewritten, type Sequence } from './sequences';

const esc = '\u001b';
const csi = `${esc}[`;

/** All that programs switch on, off: what a terminal is like before one runs. The screen itself stays. */
const withoutModes = [
  `${csi}?1;5;6;9;66;69;1000;1001;1002;1003;1004;1005;1006;1015;1016;2004;2026;2031l`,
  `${csi}?7;25h`,
  `${csi}4;20l`,
  // Keys as they are: modifyOtherKeys, and kitty's protocol.
  `${csi}>4m${csi}<99u`,
  // Margins, keypad, character sets, attributes, shape of the cursor.
  `${csi}r${esc}>${esc}(B${esc})B\u000f${csi}0m${csi}0 q`,
  // A link that was not closed.
  `${esc}]8;;${esc}\\`,
].join('');

/** As a terminal that was just switched on, but for word of its focus, which we want ourselves. */
const empty = `${withoutModes}${csi}H${csi}2J${csi}?1004h`;

/**
 * The person's own terminal shows the agent on its alternate screen, so that all is as before at the end. Wheels of mice
 * are not to become keys there; titles are kept aside.
 */
export const enter = `${csi}22;2t${csi}?1049h${csi}?1007l${empty}`;
/** The end of that. */
export const leave = `${withoutModes}${csi}?1007h${csi}?1049l${csi}23;2t`;
/** Colours of the palette and the ground as the terminal itself has them. */
const usualColors = `${esc}]104${esc}\\${esc}]110${esc}\\${esc}]111${esc}\\${esc}]112${esc}\\`;

/** A line of ours below on the screen; the next snapshot wipes it away. */
export function noticeLine(text: string): string {
  return `${esc}7${csi}r${csi}999;1H${csi}0;7m${csi}2K ${text} ${csi}0m${esc}8`;
}

/** What is written to the person's terminal. */
export interface OuterScreen {
  /** The program has asked to hear of the focus. */
  readonly wantsFocus: boolean;
  /** Output that goes on where the one before ended. */
  data(bytes: Uint8Array): Uint8Array;
  /** Before a snapshot: as a terminal that was just switched on. */
  reset(): string;
  /** To leave it as it was found. */
  leave(): string;
}

/**
 * Makes an agent's output fit for the alternate screen of another terminal: sequences that terminals answer are left
 * out, and screens are not switched, because ours must stay.
 * @param onLeaveAlternate the program has gone back to its main screen, which is to be drawn from a snapshot
 */
export function createOuterScreen(onLeaveAlternate: () => void): OuterScreen {
  let filter = createSequenceFilter(rewrite);
  let hasSetColors = false;
  let wantsFocus = false;

  function rewrite(sequence: Sequence): Rewritten {
    if (isQuery(sequence)) return '';
    if (sequence.type === 'osc') {
      hasSetColors ||= /^(4|5|1\d);/.test(sequence.text);
      // The person may have set colours of their own; they are taken back only where the program has set others.
      return /^(10[45]|11\d)(;|$)/.test(sequence.text) && !hasSetColors ? '' : 'keep';
    }
    // RIS would leave the alternate screen as well.
    if (sequence.type === 'escape' && sequence.intermediates === '' && sequence.final === 'c') return reset();
    if (sequence.type === 'csi') return withoutScreens(sequence);
    return 'keep';
  }

  function withoutScreens({ parameters, intermediates, final }: Extract<Sequence, { type: 'csi' }>): Rewritten {
    const isMode = intermediates === '' && (final === 'h' || final === 'l') && parameters.startsWith('?');
    if (!isMode) return 'keep';
    const modes = parameters.slice(1).split(';');
    const others = modes.filter((mode) => !screenModes.has(mode));
    if (others.length === modes.length) return 'keep';
    if (modes.includes(focusMode)) wantsFocus = final === 'h';
    const rest = others.length > 0 ? `${csi}?${others.join(';')}${final}` : '';
    if (!modes.some((mode) => alternateModes.has(mode))) return rest;
    if (final === 'h') return `${rest}${csi}2J`;
    onLeaveAlternate();
    return rest;
  }

  function reset(): string {
    wantsFocus = false;
    return empty;
  }

  return {
    get wantsFocus() {
      return wantsFocus;
    },
    data: (bytes) => filter(bytes),
    reset() {
      // A sequence that was cut goes on in what is not shown.
      filter = createSequenceFilter(rewrite);
      return reset();
    },
    leave: () => `${hasSetColors ? usualColors : ''}${leave}`,
  };
}

const focusMode = '1004';
const alternateModes: ReadonlySet<string> = new Set(['47', '1047', '1049']);
/** Those, the wheel as keys, the number of columns, which would change the window itself, and reports of its size. */
const screenModes: ReadonlySet<string> = new Set([...alternateModes, focusMode, '3', '40', '1007', '2048']);
