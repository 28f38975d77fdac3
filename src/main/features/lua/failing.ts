import type { LuaProblem, Notice } from '../../../shared/vocabulary';
import { type Described, problemOf, whyDown } from './describing';
import type { FoundFile } from './layers';
import { trustedDomain } from './plan';

/** A file whose newest text is not in force, though its worker runs. */
export interface Failing {
  readonly file: FoundFile;
  readonly problem: LuaProblem;
}

/** Files whose worker does not run are not asked: that is told of the worker. */
export function isDown({ module, layer }: FoundFile, { domains }: Described): boolean {
  const slot = domains.of(module);
  return slot !== undefined && whyDown(slot, layer) !== undefined;
}

export function failingFiles(described: Described): Failing[] {
  return described.texts.files.flatMap((file) => {
    const problem = isDown(file, described) ? undefined : problemOf(file, described);
    return problem ? [{ file, problem }] : [];
  });
}

/** Why files are not in force, for whatever reason. */
export function refusals(described: Described): LuaProblem[] {
  return described.texts.files.flatMap((file) => {
    const problem = problemOf(file, described);
    return problem ? [{ ...problem, module: file.module }] : [];
  });
}

/** What people are told of workers that do not run, and of files that are not in force. */
export function failingNotices({ domains }: Described, failing: readonly Failing[]): Notice[] {
  const workers = domains.slots.flatMap((slot): Notice[] => {
    const why = slot.stopped ?? slot.setAside;
    const what = slot.name === trustedDomain ? 'Lua files are not in force.' : `${slot.name} is not in force.`;
    return why === undefined ? [] : [{ id: `lua-${slot.name}`, severity: 'warning', message: `${what} ${why}` }];
  });
  const files = failing.map(
    ({ file: { module }, problem }): Notice => ({
      ...{ id: `lua-${module}`, severity: 'warning' },
      message: `${module} is not in force: ${problem.message}`,
    }),
  );
  return [...workers, ...files];
}
