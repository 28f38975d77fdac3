import { expect, test } from 'vitest';
import { createLineReader } from '../../../../src/main/cli/agents/new-lines';

const size = { cols: 20, rows: 4 };
const esc = '\u001b';

async function reader(text = '') {
  const lines = createLineReader();
  lines.begin(size);
  const write = (more: string) => lines.write(Buffer.from(more));
  await write(text);
  return { ...lines, write };
}

test('lines are told when they leave the screen, the others when it is quiet, each once', async () => {
  const lines = await reader('1\r\n2\r\n3\r\n4\r\n5\r\n6');
  expect(lines.scrolled()).toEqual(['1', '2']);
  expect(lines.settled()).toEqual(['3', '4', '5']);
  await lines.write('\r\n7\r\n8\r\n');
  expect(lines.scrolled()).toEqual([]);
  expect(lines.settled()).toEqual(['6', '7', '8']);
  expect(lines.settled()).toEqual([]);
  await lines.write('the end');
  expect(lines.rest()).toEqual(['the end']);
});

test('a line that wraps is one', async () => {
  const lines = await reader(`${'a'.repeat(50)}\r\nb\r\n`);
  expect(lines.settled()).toEqual(['a'.repeat(50), 'b']);
  await lines.write(`${'c'.repeat(200)}\r\n`);
  expect([...lines.scrolled(), ...lines.settled()]).toEqual(['c'.repeat(200)]);
});

test('what is overwritten in its line is told as it is in the end', async () => {
  const lines = await reader('10 %\r50 %\r100 %\r\n');
  expect(lines.settled()).toEqual(['100 %']);
});

test('lines that are drawn anew are told anew, and none is left out', async () => {
  const lines = await reader('a question\r\n> ');
  expect(lines.settled()).toEqual(['a question']);
  await lines.write(`${esc}[1A\r${esc}[Jthe answer\r\nmore of it\r\n> `);
  expect(lines.settled()).toEqual(['the answer', 'more of it']);
});

test('what is drawn on the alternate screen has no lines', async () => {
  const lines = await reader(`before\r\n${esc}[?1049hdrawn\r\n`);
  expect(lines.settled()).toEqual([]);
  await lines.write(`${esc}[?1049lafter\r\n`);
  expect(lines.settled()).toEqual(['before', 'after']);
});

test('a flood loses no line', async () => {
  const lines = await reader();
  const told: string[] = [];
  for (let at = 0; at < 30; at++) {
    await lines.write(Array.from({ length: 5_000 }, (_, index) => `${at * 5_000 + index}\r\n`).join(''));
    told.push(...lines.scrolled());
  }
  told.push(...lines.rest());
  expect(told).toHaveLength(150_000);
  expect(told.every((line, index) => line === String(index))).toBe(true);
});
