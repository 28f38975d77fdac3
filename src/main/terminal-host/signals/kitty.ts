import type { TerminalSignal } from '../../../shared/vocabulary';
import { plainText, textOf } from './text';

interface Begun {
  title: string;
  body: string;
}

const mostBegun = 8;

/**
 * Puts kitty's desktop notifications together (OSC 99; sw.kovidgoyal.net/kitty/desktop-notifications): pieces of a title
 * and a body under an id, the last of them without d=0, each in plain text or base64.
 *
 * @param longest of a text, in characters
 */
export function createKittyNotifications(longest: number): (rest: string) => TerminalSignal | undefined {
  const begun = new Map<string, Begun>();
  return (rest) => {
    const at = rest.indexOf(';');
    if (at < 0) return undefined;
    const keys = new Map(rest.slice(0, at).split(':').map(keyAndValue));
    const [kind, id] = [keys.get('p') ?? 'title', keys.get('i') ?? ''];
    // Icons, buttons, closing and questions are nothing to read.
    if (kind !== 'title' && kind !== 'body') return undefined;
    const parts = begun.get(id) ?? { title: '', body: '' };
    const piece = keys.get('e') === '1' ? ofBase64(rest.slice(at + 1)) : rest.slice(at + 1);
    parts[kind] = (parts[kind] + piece).slice(0, longest);
    begun.delete(id);
    if (keys.get('d') !== '0') return notificationOf(parts, longest);
    begun.set(id, parts);
    const [oldest] = begun.size > mostBegun ? begun.keys() : [];
    if (oldest !== undefined) begun.delete(oldest);
    return undefined;
  };
}

function keyAndValue(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** Each piece is encoded by itself. */
function ofBase64(text: string): string {
  return textOf(Buffer.from(text, 'base64'));
}

function notificationOf({ title, body }: Begun, longest: number): TerminalSignal | undefined {
  const [plainTitle, plainBody] = [plainText(title, longest), plainText(body, longest)];
  if (plainTitle === '' && plainBody === '') return undefined;
  if (plainTitle === '' || plainBody === '') return { type: 'notification', body: plainBody || plainTitle };
  return { type: 'notification', title: plainTitle, body: plainBody };
}
