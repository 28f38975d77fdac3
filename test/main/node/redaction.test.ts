import { expect, test } from 'vitest';
import { redactFields, redactText } from '../../../src/main/node/redaction';

test.each([
  ['mysql --password=hunter2 db', 'mysql --password=[redacted] db'],
  ['tool --token abc123 go', 'tool --token [redacted] go'],
  ['tool --api-key=abc123', 'tool --api-key=[redacted]'],
  ['GITHUB_TOKEN=abc make', 'GITHUB_TOKEN=[redacted] make'],
  ['git clone https://me:secret@example.com/x.git', 'git clone https://me:[redacted]@example.com/x.git'],
  ['curl -H "Authorization: Bearer abc.def"', 'curl -H "Authorization: Bearer [redacted]"'],
  ['open http://127.0.0.1:80/#token=abc', 'open http://127.0.0.1:80/#token=[redacted]'],
  ['use ghp_abcdefghijklmnopqrstuvwxyz0123', 'use [redacted]'],
  ['npm install --save express', 'npm install --save express'],
  ['echo password', 'echo password'],
])('%s is logged as %s', (text, logged) => {
  expect(redactText(text)).toBe(logged);
});

test('fields with a secret name are masked at any depth, other fields are kept', () => {
  expect(redactFields({ token: 'x', nested: { password: 'y', list: ['--token=z', 1] }, pid: 1 })).toEqual({
    token: '[redacted]',
    nested: { password: '[redacted]', list: ['--token=[redacted]', 1] },
    pid: 1,
  });
});

test('an error keeps its message and stack', () => {
  expect(redactFields({ error: new Error('with --token=abc') })).toMatchObject({
    error: { name: 'Error', message: 'with --token=[redacted]' },
  });
});
