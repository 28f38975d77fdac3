import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { ProbeHelper } from '../ports';

/** What scripts/build-native.mjs leaves behind. */
const BuildStatus = z.object({
  path: z.string().nullish(),
  reason: z.string().nullish(),
  remedy: z.string().nullish(),
});

/**
 * The app's own helper, or why there is none.
 * @param outDirectory where the build puts its results (`out`)
 */
export async function findBuiltProbe(outDirectory: string): Promise<ProbeHelper> {
  const directory = resolve(outDirectory, 'native');
  const remedy = 'Build it with npm run build, then start VibeRot again.';
  const file = resolve(directory, 'status.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return { path: undefined, reason: `The native probe has not been built: there is no ${file}.`, remedy };
  }
  const status = parseStatus(text);
  if (!status) return { path: undefined, reason: `${file} cannot be understood.`, remedy };
  if (!status.path) {
    const reason = status.reason ?? 'The native probe could not be built here.';
    return { path: undefined, reason, remedy: status.remedy ?? remedy };
  }
  const path = resolve(directory, status.path);
  try {
    await access(path, constants.X_OK);
    return { path };
  } catch {
    return { path: undefined, reason: `The native probe ${path} is missing or cannot be executed.`, remedy };
  }
}

function parseStatus(text: string): z.infer<typeof BuildStatus> | undefined {
  try {
    return BuildStatus.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
