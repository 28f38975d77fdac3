import { safe } from '@orpc/client';
import { localTime } from '../local-time';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { aligned } from '../table';
import { versionNamed, withVersions } from './change';

/** Prints the earlier texts of a file, the newest first; with `asked` the text of that one. */
export function printVersions(invocation: Invocation, file: string, asked: string | undefined): Promise<number> {
  const { host, json } = invocation;
  return withVersions(invocation, file, async (client, { module, versions }) => {
    if (asked !== undefined) {
      const named = versionNamed(versions, asked);
      if (!named.ok) {
        await printLines(host.error, named.message);
        return 1;
      }
      const version = named.value;
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
    if (json) await host.out(JSON.stringify(versions));
    else if (versions.length === 0) await host.out('There is no earlier text of it.');
    else {
      const rows = versions.map(({ version, at, bytes, current }, index) => [
        ...[String(index + 1), localTime(at), `${bytes} bytes`, version],
        current ? 'as it is now' : '',
      ]);
      await printLines(host.out, ...aligned(rows));
    }
    return 0;
  });
}
