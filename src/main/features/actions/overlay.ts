import type { Cell } from '../../../shared/event';
import { fail, ok, type Result } from '../../../shared/result';
import {
  commandLine,
  fillIn,
  keyOf,
  type Overlay,
  type OverlayAction,
  type OverlayContent,
  shortened,
} from '../../../shared/vocabulary';
import type { Clock } from '../../ports';
import { environmentOf, type Surroundings } from './environment';
import { placeholderValues } from './occasion';
import { done, failed, type Runner, whenAborted } from './runner';
import { type Environment, expand, expandPath } from './variables';

/** More would cover the screen. */
const mostOverlays = 10;

export interface OverlayOptions extends Surroundings {
  readonly clock: Clock;
  /** Those on the screen, oldest first. */
  readonly overlays: Cell<Overlay[]>;
}

/** Shows a small window until the command has ended, a person closes it, or its time is over. */
export function overlayRunner({ clock, overlays, ...surroundings }: OverlayOptions): Runner<OverlayAction> {
  return async ({ action, occasion, run, stop, started }) => {
    const env = environmentOf(surroundings, occasion, { run });
    const content = expandContent(action.content, env, surroundings.home);
    if (!content.ok) return failed(content.message);
    if (overlays.value.length >= mostOverlays) {
      return { state: 'dropped', message: `${mostOverlays} overlays are on the screen, which is the most.` };
    }
    const { rule, process } = occasion;
    const { corner, width, height, clickThrough } = action;
    const title = fillIn(action.title ?? '{rule}', placeholderValues(occasion));
    const shown: Overlay = {
      ...{ id: run, ruleId: rule.id, process: keyOf(process), title, command: commandLine(shortened(process)) },
      ...{ content: content.value, corner, width, height, clickThrough, startedAt: clock.nowMs() },
    };
    started();
    overlays.value = [...overlays.value, shown];
    await whenAborted(stop);
    overlays.value = overlays.value.filter(({ id }) => id !== run);
    return done;
  };
}

function expandContent(
  content: OverlayContent,
  env: Environment,
  home: string,
): Result<OverlayContent, 'not-set' | 'no-address'> {
  switch (content.type) {
    case 'progress':
      return ok(content);
    case 'url': {
      const url = expand(content.url, env);
      if (!url.ok) return url;
      // A variable may hold anything.
      if (!/^https?:\/\//i.test(url.value))
        return fail('no-address', 'The address does not begin with https:// or http://.');
      return ok({ type: 'url', url: url.value });
    }
    case 'page': {
      const path = expandPath(content.path, env, home);
      return path.ok ? ok({ type: 'page', path: path.value }) : path;
    }
  }
}
