import type { LuaState } from '../../../shared/contract';
import { digest } from './digest';
import type { KeptLua } from './kept';
import type { FoundFile } from './layers';
import { overridesOf } from './plan';

type Kept = KeptLua['overrides'];

/** Against which shipped text each override was written: that of when it was changed last. */
export function rememberedOverrides(files: readonly FoundFile[], disabled: ReadonlySet<string>, before: Kept): Kept {
  const texts = new Map(files.map(({ module, text }) => [module, text]));
  return Object.fromEntries(
    overridesOf(files, disabled).map(({ module, shipped }) => {
      const own = digest(texts.get(module) ?? '');
      const known = before[module];
      return [module, known?.own === own ? known : { own, shipped: digest(shipped.text) }];
    }),
  );
}

/** What people are told: which overrides there are, and whose shipped file is another one by now. */
export function describeOverrides(
  files: readonly FoundFile[],
  disabled: ReadonlySet<string>,
  kept: Kept,
): LuaState['overrides'] {
  return overridesOf(files, disabled).map(({ module, path, shipped }) => {
    const now = digest(shipped.text);
    return { module, path, shipped: shipped.path, changed: (kept[module]?.shipped ?? now) !== now };
  });
}
