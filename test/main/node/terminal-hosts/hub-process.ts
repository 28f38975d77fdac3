import { readFileSync } from 'node:fs';
import { locateHome } from '../../../../src/main/node/home';
import { createTerminalHosts } from '../../../../src/main/node/terminal-hosts';
import { createScope } from '../../../../src/shared/scope';
import { silentLog } from '../../../fixtures/silent-log';

/** A hub that opens terminals, says their pids, and waits to be killed. */
const { home, program, parts, lines } = JSON.parse(readFileSync(0, 'utf8')) as {
  readonly home: string;
  readonly program: string;
  readonly parts: string[];
  readonly lines: string[];
};
const hosts = createTerminalHosts(
  { home: locateHome(home), program, parts, log: silentLog, aloneMs: 500 },
  createScope(),
);
const pids: number[] = [];
for (const line of lines) {
  const opened = await hosts.open({
    ...{ id: crypto.randomUUID(), file: '/bin/sh', args: ['-c', line], cwd: '/tmp' },
    ...{ env: { PATH: process.env.PATH ?? '' }, size: { cols: 80, rows: 24 }, scrollback: 1000 },
  });
  if (opened.ok) pids.push(opened.value.pid);
}
process.stdout.write(JSON.stringify(pids));
setInterval(() => {}, 1000);
