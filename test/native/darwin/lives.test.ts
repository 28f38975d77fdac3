// The logic of the macOS probe in make-believe kernels where anything may happen at any time.
import { describe, expect, test } from 'vitest';
import { compile, type Line, randomFrom, run, story } from './programs';

const world = compile('world');

function randomScript(seed: number): string {
  const below = randomFrom(seed);
  const pid = () => 100 + below(12);
  const mortal = () => 101 + below(11);
  const pick = (choices: readonly string[]) => choices[below(choices.length)] ?? '';
  const command = () =>
    pick([
      `fork ${pid()} ${pid()}`,
      `fork 100 ${pid()}`,
      `exec ${pid()} program-${below(5)} ${below(3)}`,
      `exit ${mortal()} ${below(3) << 8}`,
      `reap ${pid()}`,
    ]);
  /** Nobody is on the way to be a zombie for long. */
  const hiding = () => {
    const hidden = mortal();
    return `hide ${hidden}\n${pick(['tick', 'sleep'])}\nexit ${hidden} 0`;
  };
  const interference = () => `on ${pick(['attach', 'stat', 'args', 'children'])} ${pid()} ${command()}`;
  const step = () => pick([command(), command(), command(), hiding(), interference(), 'tick', 'sleep']);
  const lines = Array.from({ length: 250 }, step);
  return ['boot 1 0 0 launchd', 'boot 100 1 501 zsh', 'tick', ...lines, 'tick', ...Array(6).fill('sleep')].join('\n');
}

/** What was told of one process, against how it really was. */
function check(truth: Line, life: Line[], tier: string, where: string): void {
  const exits = life.filter(({ t }) => t === 'exit');
  const last = life.at(-1);
  expect(exits.length, where).toBeLessThan(2);
  if (exits.length > 0) expect(last?.t, where).toBe('exit');
  if (exits.length > 0) expect(life.length, where).toBeGreaterThan(1);
  if (typeof last?.code === 'number') expect(last.code << 8, where).toBe(truth.status);
  if (truth.state === 'runs') {
    expect(exits.length, where).toBe(0);
    if (truth.execed) expect(life.length, where).toBeGreaterThan(0);
    // Polling cannot tell the same program with other arguments.
    if (last?.argv && tier === 'b') expect(last.argv, where).toEqual(truth.argv);
  } else if (truth.state !== 'hidden' && life.length > 0) {
    expect(exits.length, where).toBe(1);
  }
}

describe.runIf(world).each(['b', 'c'])('in any world, tier %s', (tier) => {
  test.each(Array.from({ length: 8 }, (_, i) => i))('tells each life once and to its end (%i)', (batch) => {
    for (let seed = batch * 10; seed < batch * 10 + 10; seed++) {
      const lines = run(world, randomScript(seed), tier);
      for (const truth of lines.filter(({ t }) => t === 'truth')) {
        const life = lines.filter(({ t, pid, start }) => t !== 'truth' && pid === truth.pid && start === truth.start);
        check(truth, life, tier, `seed ${seed}, ${JSON.stringify(truth)}, told ${JSON.stringify(life.map(story))}`);
      }
    }
  });
});
