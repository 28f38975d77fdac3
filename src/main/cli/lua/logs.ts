import type { Client, LuaLogLine, LuaState } from '../../../shared/contract';
import { ConnectionLost } from '../../../shared/link';
import { msText } from '../../../shared/vocabulary';
import { sayNotRunning, withHub } from '../hub-client';
import { localParts } from '../local-time';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { chooseFile } from './module-name';
import { problemLine } from './problem';

export interface LogOptions {
  readonly module: string | undefined;
  readonly lines: number;
  readonly follow: boolean;
}

/** Prints what Lua has logged, and with `follow` what it logs from now on. */
export async function printLogs(invocation: Invocation, { module, lines, follow }: LogOptions): Promise<number> {
  const { host, json } = invocation;
  const code = await withHub(invocation, async (client) => {
    const of = module === undefined ? {} : { module: await moduleNamed(client, module) };
    const kept = await client.lua.logs({ limit: lines, ...of });
    for (const line of kept) await printLine(invocation, line);
    if (kept.length === 0 && !json && !follow)
      await printLines(host.error, `Nothing was logged yet${module === undefined ? '' : ` by ${of.module}`}.`);
    const after = kept.at(-1)?.id;
    if (!follow) return 0;
    return untilLost(invocation, async () => {
      const stream = await client.lua.watchLogs({ ...of, ...(after !== undefined && { after }) });
      for await (const line of stream) await printLine(invocation, line);
    });
  });
  return code ?? sayNotRunning(invocation);
}

/** What is known of removed files is still there: a name that no file has is taken as it is. */
async function moduleNamed(client: Client, asked: string): Promise<string> {
  const file = chooseFile((await client.lua.state()).files, asked);
  return file.ok ? file.value.module : asked;
}

/** Prints each file that comes into force, is refused, or goes, from now on: an NDJSON line each with `--json`. */
export async function watchFiles(invocation: Invocation): Promise<number> {
  const { host, json } = invocation;
  const code = await withHub(invocation, (client) =>
    untilLost(invocation, async () => {
      let before: LuaState['files'] | undefined;
      for await (const { files } of await client.lua.watch()) {
        for (const change of before ? changesOf(before, files) : []) {
          if (json) await host.out(JSON.stringify(change));
          else await printLines(host.out, describe(change));
        }
        if (!before && !json) await host.error(`Watching ${files.length} files. Ctrl-C ends.`);
        before = files;
      }
    }),
  );
  return code ?? sayNotRunning(invocation);
}

type File = LuaState['files'][number];
type Change = { readonly what: File['state'] | 'removed'; readonly module: string; readonly file?: File };

/** What a person or an agent wants to know of two states. */
export function changesOf(before: readonly File[], now: readonly File[]): Change[] {
  const old = new Map(before.map((file) => [file.module, file]));
  const kept = new Set(now.map(({ module }) => module));
  return [
    ...now
      .filter((file) => {
        const was = old.get(file.module);
        // A new file is news once something has become of it.
        if (!was) return file.state !== 'not-run';
        return was.state !== file.state || was.loadedAt !== file.loadedAt || differ(was, file);
      })
      .map((file) => ({ what: file.state, module: file.module, file })),
    ...before.filter(({ module }) => !kept.has(module)).map(({ module }) => ({ what: 'removed' as const, module })),
  ];
}

function differ({ problem: a }: File, { problem: b }: File): boolean {
  return a?.message !== b?.message || a?.line !== b?.line;
}

function describe({ what, module, file }: Change): string {
  if (file?.problem) return `${what}  ${module}  ${problemLine(file.problem)}`;
  if (what !== 'running' || !file) return `${what}  ${module}`;
  const took = file.tookMs === undefined ? '' : ` in ${msText(file.tookMs)}`;
  return `${what}  ${module}${took}, ${file.registrations} registered`;
}

async function printLine({ host, json }: Invocation, line: LuaLogLine): Promise<void> {
  if (json) return host.out(JSON.stringify({ ...line, at: new Date(line.at).toISOString() }));
  const [, time] = localParts(line.at);
  const text = line.problem ? problemLine(line.problem) : line.text;
  await printLines(host.out, `${time.slice(0, 8)}  ${line.level.padEnd(5)}  ${line.module}  ${text}`);
}

async function untilLost({ host }: Invocation, follow: () => Promise<void>): Promise<number> {
  try {
    await follow();
    return 0;
  } catch (error) {
    if (!(error instanceof ConnectionLost)) throw error;
    await host.error('The connection to VibeRot was lost.');
    return 1;
  }
}
