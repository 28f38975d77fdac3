import { expect, test } from 'vitest';
import {
  agentInHash,
  agentPageInHash,
  overlayInHash,
  partInHash,
  processInHash,
  viewInHash,
} from '../../../src/renderer/app/route';

test.each([
  ['', 'activity'],
  ['#/activity', 'activity'],
  ['#/rules', 'rules'],
  ['#/agents', 'agents'],
  ['#/agents/k3f9-2m', 'agents'],
  ['#/lua', 'lua'],
  ['#/status', 'status'],
  ['#/nowhere', 'activity'],
  ['#token=abc', 'activity'],
])('the address %s leads to %s', (hash, expected) => {
  expect(viewInHash(hash)).toBe(expected);
});

test.each([
  ['#/activity/12:34', '12:34'],
  ['#/activity/12:34.5', '12:34.5'],
  ['#/activity', undefined],
  ['#/activity/12', undefined],
  ['#/activity/12:34/x', undefined],
  ['#/rules/12:34', undefined],
])('the address %s asks for the process %s', (hash, expected) => {
  expect(processInHash(hash)).toBe(expected);
  expect(viewInHash(hash)).toBe(hash.includes('rules') ? 'rules' : 'activity');
});

test.each([
  ['#/overlay/run-7', 'run-7'],
  ['#/overlay/', undefined],
  ['#/overlay/a/b', undefined],
  ['#/activity', undefined],
])('the address %s is about the overlay %s', (hash, expected) => {
  expect(overlayInHash(hash)).toBe(expected);
});

test.each([
  ['#/activity', 'live'],
  ['#/activity/history', 'history'],
  ['#/activity/commands', 'commands'],
  ['#/activity/12:34', 'live'],
  ['#/rules/history', 'live'],
])('the address %s means the part %s of Activity', (hash, expected) => {
  expect(partInHash(hash)).toBe(expected);
});

test.each([
  ['#/agents/k3f9-2m', 'k3f9-2m', undefined],
  ['#/agent/k3f9-2m', undefined, 'k3f9-2m'],
  ['#/agents', undefined, undefined],
  ['#/agents/a/b', undefined, undefined],
  ['#/agent/', undefined, undefined],
])('the address %s asks for the agent %s among others, for %s alone', (hash, among, alone) => {
  expect(agentInHash(hash)).toBe(among);
  expect(agentPageInHash(hash)).toBe(alone);
});
