import { fillIn, type LogAction } from '../../../shared/vocabulary';
import type { Clock, Files } from '../../ports';
import { environmentOf, type Surroundings } from './environment';
import { oneLine, placeholderValues } from './occasion';
import { done, failed, type Runner } from './runner';
import { expandPath } from './variables';

export interface LogLineOptions extends Surroundings {
  readonly files: Pick<Files, 'appendLine'>;
  readonly clock: Clock;
}

/** Writes a line into the hub's log; or, with the time (ISO 8601) before it, to the end of a file. */
export function logRunner({ files, clock, ...surroundings }: LogLineOptions): Runner<LogAction> {
  return async ({ action, occasion, run, log, started, print }) => {
    const line = oneLine(fillIn(action.message, placeholderValues(occasion)));
    if (action.file === undefined) {
      started();
      log[action.level](line);
      print(`${line}\n`);
      return done;
    }
    const env = environmentOf(surroundings, occasion, { run });
    const file = expandPath(action.file, env, surroundings.home);
    if (!file.ok) return failed(file.message);
    started();
    const written = await files.appendLine(file.value, `${new Date(clock.nowMs()).toISOString()} ${line}`);
    if (!written.ok) return failed(`The line could not be written to ${file.value}: ${written.message}`);
    print(`${line}\n`);
    return done;
  };
}
