import { expect, test } from 'vitest';
import { redactFields } from '../../../src/main/node/redaction';

test('fields with a secret name are masked at any depth, other fields are kept', () => {
  expect(redactFields({ token: 'x', nested: { password: 'y', list: ['--token=z', 1] }, pid: 1 })).toEqual({
    token: '•••',
    nested: { password: '•••', list: ['--token=•••', 1] },
    pid: 1,
  });
});

test('an error keeps its message and stack', () => {
  expect(redactFields({ error: new Error('with --token=abc') })).toMatchObject({
    error: { name: 'Error', message: 'with --token=•••' },
  });
});
