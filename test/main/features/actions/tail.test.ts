import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTail } from '../../../../src/main/features/actions/tail';

const most = 16 * 1024;

test('The end of what was added is kept, in whole characters', () => {
  const chunk = fc.tuple(fc.constantFrom('a', 'ü', '🎷', 'line\n'), fc.integer({ min: 0, max: 9_000 }));
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 150 }), (chunks) => {
      const tail = createTail();
      for (const [text, times] of chunks) tail.add(text.repeat(times));
      const all = new TextEncoder().encode(chunks.map(([text, times]) => text.repeat(times)).join(''));
      const { text, cut } = tail.read();
      const kept = new TextEncoder().encode(text);
      expect(cut).toBe(all.length > most);
      expect(kept.length).toBeLessThanOrEqual(most);
      expect(kept.length).toBeGreaterThan(Math.min(all.length, most) - 4);
      expect(Buffer.from(all.subarray(all.length - kept.length)).equals(Buffer.from(kept))).toBe(true);
    }),
    { numRuns: 50 },
  );
});
