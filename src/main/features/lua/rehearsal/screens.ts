import { findOnScreen, type LuaValue, type Registration } from '../../../../shared/vocabulary';
import { matcherOf } from '../pattern';
import { rulesFor } from '../status-rules';

/** What registered rules find on a screen, in their order, or what they make of a title. */
export function judge(registered: readonly Registration[], of: string, shown: LuaValue): LuaValue {
  const { screen, titles } = rulesFor([of], registered);
  if (typeof shown === 'string') return findOnScreen(screen, shown.split('\n')).map(({ status }) => status);
  const title = String((shown as { readonly title?: LuaValue }).title);
  return titles.find(({ matches }) => matches(title))?.status;
}

/** The handlers that a line on the screen of an agent is for. */
export function listenersTo(registered: readonly Registration[], agent: LuaValue, line: string): Registration[] {
  const { id, profile, tool } = agent as { readonly [field: string]: LuaValue };
  const names = ['*', id, profile, tool];
  return registered.filter(
    ({ kind, name, enabled, about }) =>
      kind === 'match' && enabled && names.includes(name) && matcherOf(String(about.pattern))?.(line),
  );
}
