import type { Registration } from './lua';

/** What is said anew of a command (`commands.change`); the last word counts. An improvement may say so of its own only. */
export function saidOfCommand<One extends Pick<Registration, 'kind' | 'name' | 'module'>>(
  registrations: readonly One[],
  command: string,
): readonly One[] {
  const isOwn = (module: string) =>
    registrations.some(({ kind, name, module: by }) => kind === 'command' && name === command && by === module);
  return registrations.filter(
    ({ kind, name, module }) =>
      kind === 'entry' && name === command && (!module.startsWith('improvements.') || isOwn(module)),
  );
}

/**
 * What says something about keys, those that count more first. A person's files count more than those of a project, these
 * more than shipped ones, and what agents have written least, so that it takes no key from anybody. Of one layer the later
 * file counts, of one file the later line.
 */
export function keysInOrder<One extends Pick<Registration, 'kind' | 'module' | 'handler' | 'enabled'>>(
  registrations: readonly One[],
): One[] {
  return registrations
    .filter(({ kind, enabled }) => enabled && (kind === 'keymap' || kind === 'key' || kind === 'command'))
    .sort((a, b) => rankOf(b) - rankOf(a) || (a.module < b.module ? 1 : a.module > b.module ? -1 : age(b) - age(a)));
}

const ranks = ['user', 'project', 'default', 'improvements'];

function rankOf({ module }: Pick<Registration, 'module'>): number {
  // A shipped file that was replaced is the default one.
  const layer = module.slice(0, Math.max(0, module.indexOf('.'))).replace('shipped', 'default');
  // What is typed into the console is the person's.
  return ranks.length - Math.max(0, ranks.indexOf(layer));
}

/** Handlers are numbered as they come. */
function age({ handler }: Pick<Registration, 'handler'>): number {
  return Number(handler.slice(1));
}
