import { resolve } from 'node:path';
import { chromium, type Page } from 'playwright';
import { createScope } from '../../src/shared/scope';
import { findChromium } from '../e2e/targets';
import { type Figure, pause, percentile, report } from './measure';
import { startObservedHub } from './probe/observed-hub';
import { buildPrograms } from './probe/programs';

/**
 * How the window answers while commands storm in: somebody types into the search box of Activity, which shows all
 * processes, while 10,000 commands start and end within 5 s and 50 rules look at each. Beside it the same without a storm.
 * The commands are told of by a stand-in for the helper, as machines differ in how many they can start.
 *
 * Input latency is the browser's own: from the key press until the next picture (Event Timing, in steps of 8 ms; presses
 * that took less than 16 ms are not told of, and count as 16).
 */
const pace = { pairsPerS: 2_000, seconds: 5 };
const pressEveryMs = 40;
const root = resolve(import.meta.dirname, '../..');
const config = Array.from(
  { length: 50 },
  (_, i) => `[[rules]]\ncommand = ["tool-${i} *", "*/bin/${i}/*"]\naction = { type = "exec", path = "true" }\n`,
).join('\n');

const scope = createScope();
try {
  const programs = buildPrograms(root, pace, scope);
  const hub = await startObservedHub({ root, folder: programs.folder, config, helper: programs.pacedHelper }, scope);
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-quic', '--no-first-run'],
  });
  scope.defer(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(hub.url);
  await page.getByRole('button', { name: 'All processes' }).click();
  await page
    .getByRole('searchbox')
    .or(page.getByRole('textbox', { name: 'Search processes' }))
    .first()
    .focus();
  await listenToKeys(page);

  const quiet = await typeFor(page, pace.seconds);
  const { probe } = await hub.client.hub.status();
  if (probe.pid === undefined) throw new Error(`The paced helper does not run: ${probe.why}`);
  const eventsBefore = probe.events;
  process.kill(probe.pid, 'SIGUSR1');
  const storm = await typeFor(page, pace.seconds);
  await pause(1_000);
  const taken = (await hub.client.hub.status()).probe.events - eventsBefore;
  report('window', [
    { what: 'starts and ends taken in', value: taken, unit: 'events' },
    ...figures('quiet', quiet),
    ...figures('in the storm', storm, '< 50'),
  ]);
} finally {
  await scope.close();
}
process.exit();

function figures(when: string, latencies: readonly number[], aim?: string): Figure[] {
  return [
    { what: `input latency ${when}, p50 of ${latencies.length} keys`, value: percentile(latencies, 0.5), unit: 'ms' },
    {
      ...{ what: `input latency ${when}, p99`, value: percentile(latencies, 0.99), unit: 'ms' },
      ...(aim && { aim }),
    },
  ];
}

async function listenToKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const heard: number[] = [];
    Object.assign(window, { heardKeys: heard });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'keydown') heard.push(duration);
      // `durationThreshold` belongs to Event Timing and is not in every list of types.
    }).observe({ type: 'event', durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });
}

/** Types and deletes a letter, again and again. @returns the latency of each key press, in ms */
async function typeFor(page: Page, seconds: number): Promise<number[]> {
  const until = performance.now() + seconds * 1000;
  let presses = 0;
  while (performance.now() < until) {
    await page.keyboard.press(presses++ % 2 === 0 ? 'n' : 'Backspace');
    await pause(pressEveryMs);
  }
  const slow = await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)));
    return (window as unknown as { heardKeys: number[] }).heardKeys.splice(0);
  });
  return [...slow, ...Array.from({ length: Math.max(0, presses - slow.length) }, () => 16)];
}
