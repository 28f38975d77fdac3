import { safe } from '@orpc/client';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { aligned } from '../table';
import { withFiles } from './change';

/** Prints the earlier texts of a file, the newest first; with `version` the text of that one. */
export function printVersions(invocation: Invocation, asked: string, version: string | undefined): Promise<number> {
  const { host, json } = invocation;
  return withFiles(invocation, [asked], async (client, [file]) => {
    const module = file?.module ?? asked;
    if (version !== undefined) {
      const { error, data, isDefined } = await safe(client.lua.version({ module, version }));
      if (error) {
        if (!isDefined) throw error;
        await printLines(host.error, error.code === 'FAILED' ? error.data.reason : error.message);
        return 1;
      }
      if (json) await host.out(JSON.stringify({ module, version, ...data }));
      else for (const line of data.text.replace(/\n$/, '').split('\n')) await printLines(host.out, line);
      return 0;
    }
    const versions = await client.lua.versions({ module });
    if (json) await host.out(JSON.stringify(versions));
    else if (versions.length === 0) await host.out('There is no earlier text of it.');
    else {
      const rows = versions.map(({ version: name, at, bytes, current }) => [
        ...[name, new Date(at).toLocaleString('sv-SE'), `${bytes} bytes`, current ? 'as it is now' : ''],
      ]);
      await printLines(host.out, ...aligned(rows));
    }
    return 0;
  });
}
