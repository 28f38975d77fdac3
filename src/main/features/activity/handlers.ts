import { implementer } from '../../gateway';
import type { Activity } from './activity';

/** The part of the contract that shows what runs and ran. */
export function activityHandlers(activity: Activity) {
  return {
    watch: implementer.activity.watch.handler(({ input, signal, context }) =>
      activity.watch(input, signal ?? context.connection.signal),
    ),
    watchFamily: implementer.activity.watchFamily.handler(({ input, signal, context }) =>
      activity.watchFamily(input.key, signal ?? context.connection.signal),
    ),
  };
}
