import type { Sequence } from './sequences';

/**
 * Whether a terminal answers a sequence. The terminal host has answered it already: another answer would be typed into
 * the program. Sequences by xterm's ctlseqs and kitty's protocol.
 */
export function isQuery(sequence: Sequence): boolean {
  switch (sequence.type) {
    case 'escape':
      // DECID
      return sequence.intermediates === '' && sequence.final === 'Z';
    case 'csi':
      return isCsiQuery(sequence);
    case 'osc':
      return isOscQuery(sequence.text);
    case 'string':
      // DECRQSS, XTGETTCAP and kitty's images are answered; what else there is draws pictures, which no snapshot has.
      return true;
  }
}

function isCsiQuery({ parameters, intermediates, final }: Extract<Sequence, { type: 'csi' }>): boolean {
  switch (`${intermediates}${final}`) {
    case 'c': // DA1, DA2, DA3
    case 'n': // DSR; with ">" it sets modifyOtherKeys
      return !(final === 'n' && parameters.startsWith('>'));
    case 'x': // DECREQTPARM
    case '$p': // DECRQM
    case '$u': // DECRQTSR
    case '$w': // DECRQPSR
    case '*y': // DECRQCRA
    case '#S': // XTREPORTSGR and others
    case '#|':
      return true;
    case 'q': // XTVERSION; DECLL has no ">"
      return parameters.startsWith('>');
    case 'u': // kitty's keyboard; without "?" it restores the cursor
      return parameters.startsWith('?');
    case 'S': // XTSMGRAPHICS; without "?" it scrolls
      return parameters.startsWith('?');
    case 'm': // XTQMODKEYS; SGR has no "?"
      return parameters.startsWith('?');
    case 't': // Window operations report, move and resize; all but the stack of titles stay out.
      return !/^2[23](;|$)/.test(parameters);
    default:
      return false;
  }
}

/** Of colours, clipboard, fonts… by a "?" in place of a value; of iTerm2 and kitty by their own words. */
function isOscQuery(text: string): boolean {
  const [code = '', ...values] = text.split(';');
  if (code === '1337' || code === '60' || code === '61') return true;
  if (code === '99') return /(^|:)p=\?|(^|:)a=[^:]*report|(^|:)p=alive/.test(values[0] ?? '');
  if (code === '0' || code === '1' || code === '2' || code === '8') return false;
  return values.some((value) => value === '?') || (code === '21' && values.some((value) => value.endsWith('=?')));
}
