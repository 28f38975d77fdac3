import type { Invocation } from '../run';

/** Where the files of the person and of agents lie. */
export function luaFolder({ host, home }: Pick<Invocation, 'host' | 'home'>): string {
  return `${host.locateHome(home).directory}/lua`;
}
