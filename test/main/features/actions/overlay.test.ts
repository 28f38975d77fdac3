import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import type { Action, OverlayAction } from '../../../../src/shared/vocabulary';
import { createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
});
afterEach(() => scope.close());

const overlay = (more: Partial<OverlayAction> = {}): Action => ({
  ...{ type: 'overlay', content: { type: 'progress' }, corner: 'bottom-right', width: 360, height: 120 },
  ...{ clickThrough: false, ...more },
});
const ended = { exit: { code: 2 }, endedAt: 81_000 };

describe('An overlay', () => {
  test('is on the screen until the command has ended', async () => {
    const watched = rig.matchRule({ name: 'Builds', actions: [overlay({ title: '{program}' })] });
    expect(rig.actions.overlays.value).toEqual([
      {
        ...{ id: 'run-1', ruleId: 'rule', process: `${watched.pid}:1`, title: 'make', command: 'make all' },
        ...{ content: { type: 'progress' }, corner: 'bottom-right', width: 360, height: 120, clickThrough: false },
        startedAt: expect.any(Number),
      },
    ]);
    expect(rig.actions.runsOf('rule')).toBe(1);
    rig.exit(watched);
    expect(await rig.untilState('ended')).not.toHaveProperty('message');
    expect(rig.actions.overlays.value).toEqual([]);
  });

  test('is closed by a person, or by its time-out, and has not failed then', async () => {
    rig.matchRule({ actions: [overlay()] });
    rig.actions.closeOverlay('run-1');
    rig.actions.closeOverlay('run-1');
    await rig.untilState('ended');
    rig.matchRule({ id: 'short', timeoutMs: 10, actions: [overlay()] });
    await rig.untilState('ended', 'short');
    expect(rig.actions.overlays.value).toEqual([]);
    expect(rig.actions.counts.value).toMatchObject({ started: 2, failed: 0 });
  });

  test('shows for a while when the command has ended already', async () => {
    rig.matchRule({ on: 'exit', timeoutMs: 30, actions: [overlay()] }, {}, ended);
    expect(rig.actions.overlays.value).toHaveLength(1);
    await rig.untilState('ended');
  });

  test('names a page by its whole path, and an address with its variables', async () => {
    rig.matchRule({ actions: [overlay({ content: { type: 'page', path: 'pages/a.html' } })] });
    const url = ['https://x/', '$', '{VIBEROT_RULE}'].join('');
    rig.matchRule({ actions: [overlay({ content: { type: 'url', url } })] });
    expect(rig.actions.overlays.value.map(({ content }) => content)).toEqual([
      { type: 'page', path: `${rig.home}/pages/a.html` },
      { type: 'url', url: 'https://x/rule' },
    ]);
  });

  test('shows nothing but the web at an address, whatever its variables hold', async () => {
    const url = ['$', '{VIBEROT_COMMAND}'].join('');
    rig.matchRule({ actions: [overlay({ content: { type: 'url', url } })] }, { argv: ['file:///etc/passwd'] });
    const { message } = await rig.untilState('failed');
    expect(message).toBe('The address does not begin with https:// or http://.');
    expect(rig.actions.overlays.value).toEqual([]);
  });

  test('is dropped when ten are on the screen, which is said', async () => {
    for (let n = 0; n < 12; n++) rig.matchRule({ actions: [overlay()] });
    const run = await rig.untilState('dropped');
    expect(run).toMatchObject({ id: 'run-12', message: '10 overlays are on the screen, which is the most.' });
    expect(rig.actions.overlays.value).toHaveLength(10);
    expect(rig.actions.counts.value).toMatchObject({ running: 10, started: 10, failed: 0, dropped: 2 });
  });
});
