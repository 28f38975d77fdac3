import { createScope } from '../../src/shared/scope';
import { ShellKind } from '../../src/shared/vocabulary';
import { findShell, openShell, type ShellSession } from '../fixtures/shell-session';
import { type Figure, machineMs, percentile, report } from './measure';

/**
 * What the shell probe adds to a prompt: real shells on pseudo-terminals, one with a hub to report to, one with the hook
 * but no hub, one without the hook, asked in turn. From the line's end typed until the next prompt has come.
 */
const rounds = 300;
const warmUp = 20;
const figures: Figure[] = [];

for (const kind of ShellKind.options) {
  if (!findShell(kind)) {
    console.error(`${kind} is not on this machine: not measured`);
    continue;
  }
  const scope = createScope();
  // As if it had been loaded already: the hook then does nothing at all.
  const bare = await openShell(kind, scope, { before: '__viberot_loaded=$$' });
  const idle = await openShell(kind, scope, { hub: false });
  const hooked = await openShell(kind, scope);
  const shells = [bare, idle, hooked] as const;
  await measure(kind, 'a short line', shells, ':', rounds);
  await measure(kind, 'an external command', shells, '/bin/true', rounds);
  // Longer than what can be typed at once, so it is put into the history and recalled, as one does.
  for (const shell of shells) {
    await shell.type(
      "printf -v long '%0100000d' 0",
      kind === 'bash' ? 'HISTCONTROL=; history -s ": $long"' : 'setopt nohistverify; print -s ": $long"',
    );
  }
  await measure(kind, '100 KB', shells, '!!', 30);
  await scope.close();
}
report('shell', figures);
process.exit();

/** Medians of differences of the same round: what else happens on the machine is in both. */
async function measure(
  kind: ShellKind,
  what: string,
  [bare, idle, hooked]: readonly [ShellSession, ShellSession, ShellSession],
  line: string,
  count: number,
): Promise<void> {
  const without: number[] = [];
  const added = { hub: [] as number[], none: [] as number[] };
  for (let round = -warmUp; round < count; round++) {
    const [base, quiet, told] = [await timed(bare, line), await timed(idle, line), await timed(hooked, line)];
    if (round < 0) continue;
    without.push(base);
    added.none.push(quiet - base);
    added.hub.push(told - base);
  }
  const figure = (name: string, values: readonly number[], aim?: string) =>
    figures.push({
      what: `${kind}, ${what}: ${name}`,
      value: percentile(values, 0.5),
      unit: 'ms',
      ...(aim ? { aim } : {}),
    });
  figure('without the hook', without);
  figure('added, no hub', added.none, '≤ 0.3');
  figure('added, with a hub', added.hub, '≤ 2');
}

async function timed(shell: ShellSession, line: string): Promise<number> {
  const began = machineMs();
  await shell.type(line);
  return machineMs() - began;
}
