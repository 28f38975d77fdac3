import { expect, test } from 'vitest';
import { captureChoices, captureText } from '../../../../src/renderer/features/status/capture-text';
import type { FullCapture } from '../../../../src/shared/vocabulary';

const off: FullCapture = { state: 'off', offered: false, changing: false, canAsk: true, path: '/p' };
const installed = { allUsers: false, current: true };

function check(part: Partial<FullCapture>, text: string, on: boolean, turnOff?: string, probeWhy = 'netlink'): void {
  const full = { ...off, ...part };
  expect(captureText({ full, why: probeWhy })).toBe(text);
  expect(captureChoices(full)).toEqual({ on, off: turnOff });
}

test('off comes with the reason, and can be turned on', () => {
  check({ why: 'needs cap_bpf' }, 'off: needs `cap_bpf`', true);
});

test('on tells whose processes are seen, and can be turned off if it was installed', () => {
  check({ state: 'on', installed }, 'on, for your own processes', false, 'Turn off');
  check(
    { state: 'on', installed: { ...installed, allUsers: true } },
    'on, for the processes of all users',
    false,
    'Turn off',
  );
  check({ state: 'on' }, 'on', false);
});

test('what is installed without effect can be removed, and installed anew', () => {
  check({ why: 'broken', installed: { ...installed, current: false } }, 'off: broken', true, 'Remove');
});

test('where it cannot be had there is the reason and no button; a reason is given once', () => {
  check({ state: 'unavailable', why: 'no BTF' }, 'unavailable: no BTF', false);
  check({ state: 'unavailable', why: 'no BTF' }, 'unavailable', false, undefined, 'no BTF');
  check({ path: undefined, why: 'starting' }, 'off: starting', false);
});
