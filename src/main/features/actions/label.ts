import { type Action, type ExecAction, fillIn, type LuaAction, maskText } from '../../../shared/vocabulary';
import { notificationText } from './notify';
import { cut, type Occasion, oneLine, placeholderValues } from './occasion';

/** A label is kept with every run, in memory and in the history. */
const longestLabel = 500;

/** What an action does, as people read it: with placeholders filled in, but nothing that is known to be secret. */
export function labelOf(action: Action, occasion: Occasion): string {
  return cut(wholeLabel(action, occasion), longestLabel);
}

function wholeLabel(action: Action, occasion: Occasion): string {
  switch (action.type) {
    case 'exec':
      return maskText(commandLabel(action));
    case 'notify':
      return notificationText(action, occasion);
    case 'overlay':
      return contentLabel(action.content);
    case 'sound':
      return action.sound;
    case 'log':
      return oneLine(fillIn(action.message, placeholderValues(occasion)));
    case 'webhook':
      return `POST ${maskAddress(action.url)}`;
    case 'agent':
      if (action.do === 'start') return maskText(`${action.name}: ${action.command.join(' ')}`);
      return `${action.name}: ${oneLine(fillIn(action.text, placeholderValues(occasion)))}`;
    case 'lua':
      return luaLabel(action.source);
  }
}

function luaLabel(source: LuaAction['source']): string {
  if (source.from === 'file') return source.file;
  if (source.from === 'registered') return source.name;
  const [first = '', ...more] = source.code.trim().split('\n');
  return maskText(oneLine(more.length > 0 ? `${first} …` : first));
}

export function commandLabel({ path, args }: Pick<ExecAction, 'path' | 'args'>): string {
  return [path, ...args].join(' ');
}

function contentLabel(content: Extract<Action, { type: 'overlay' }>['content']): string {
  switch (content.type) {
    case 'progress':
      return 'progress';
    case 'url':
      return maskAddress(content.url);
    case 'page':
      return content.path;
  }
}

/**
 * An address without what may be secret in it: user and password, the query, the fragment, and long parts of the path,
 * which are the key to the webhooks of chats.
 */
export function maskAddress(address: string): string {
  return address
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, '$1•••@')
    .replace(/[?#].*$/s, (rest) => `${rest[0]}•••`)
    .replace(/(?<=\/)[\w.~%+-]{20,}(?=[/?#]|$)/g, (part, at: number, whole: string) =>
      // The host is no secret.
      whole.slice(0, at).endsWith('://') ? part : '•••',
    );
}
