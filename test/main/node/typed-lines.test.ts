import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { typedLines } from '../../../src/main/node/typed-lines';

test('lines that come together, as by a pipe or a paste, come one after the other, also a last one without an end', async () => {
  const stdin = new PassThrough();
  const seen: string[] = [];
  stdin.write('one\ntwo\nth');
  setTimeout(() => stdin.end('ree\nfour'), 5);
  for await (const line of typedLines('> ', { stdin, stderr: new PassThrough() })) {
    seen.push(line);
    // Whoever works on one may take its time.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect(seen).toEqual(['one', 'two', 'three', 'four']);
});
