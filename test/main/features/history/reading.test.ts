import { afterEach, beforeEach, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { settle } from '../../../fixtures/fake-clock';
import { matchOf, ruleOf } from '../../../fixtures/rules';
import { anything } from '../../node/history/stage';
import { createStage, processOf, type Stage } from './stage';

let scope: Scope;
let stage: Stage;
beforeEach(async () => {
  scope = createScope();
  stage = createStage(scope);
  await settle();
  for (let pid = 1; pid <= 2_500; pid++) {
    const process = processOf(pid, pid % 2 ? ['=1+1', `a"b,${pid}`, 'c\nd'] : ['make', String(pid)]);
    stage.history.record({ type: 'process.started', process, existing: false }, { ofAction: false });
    const ended = { key: `${pid}:${pid}`, pid, exit: { code: pid % 2 }, endedAt: 1_000_000 + pid + 50 };
    stage.history.record({ type: 'process.exited', ...ended }, { ofAction: false });
  }
});
afterEach(() => scope.close());

async function exported(format: 'csv' | 'json', what: 'commands' | 'firings' = 'commands'): Promise<string[]> {
  const parts: string[] = [];
  for await (const part of stage.history.export({ what, format, filter: { ...anything, outcome: 'failed' } })) {
    parts.push(part.ok ? part.value : part.message);
  }
  return parts;
}

test('commands since some time come in parts', async () => {
  const sizes: number[] = [];
  for await (const part of stage.history.commandsSince(1_000_500)) sizes.push(part.length);
  expect(sizes).toEqual([1_000, 1_000, 1]);
});

test('CSV has a head, is quoted as RFC 4180 has it, and holds no formulas', async () => {
  const text = (await exported('csv')).join('');
  const rows = text.split('\r\n');
  expect(rows[0]).toBe(
    'id,started,ended,duration_ms,exit,command,typed,program,folder,agent,user,process,rules,of_action',
  );
  expect(rows[1]).toBe(
    `2499,1970-01-01T00:16:42.499Z,1970-01-01T00:16:42.549Z,50,1,"'=1+1 a""b,2499 c\nd",,'=1+1,/home/me,,1000,2499:2499,0,false`,
  );
  expect(rows).toHaveLength(1 + 1_250 + 1);
});

test('JSON has an entry per line', async () => {
  const lines = (await exported('json')).join('').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(Array.from({ length: 1_250 }, (_, at) => 2_499 - 2 * at));
});

test('firings are exported, too', async () => {
  stage.history.decided({ ...matchOf(ruleOf('r'), processOf(9, ['x'])), type: 'rule.held', reason: 'paused' });
  expect((await exported('csv', 'firings')).join('')).toContain(',r,paused,');
  expect(JSON.parse((await exported('json', 'firings')).join(''))).toMatchObject({ ruleId: 'r', held: 'paused' });
});

test('everything can be forgotten, or what is old', async () => {
  const cleared = await stage.history.clear(1_001_500);
  expect(cleared).toMatchObject({ ok: true, value: { entries: 1_001 } });
  expect(await stage.history.clear(undefined)).toMatchObject({ value: { entries: 0 } });
  expect(await stage.history.list({ filter: anything, limit: 1 })).toMatchObject({ value: { entries: [] } });
});
