import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createByteRing } from '../../../../src/main/features/terminals/ring';

test('whatever is appended, exactly the last bytes are kept, at their offsets', () => {
  const chunk = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.array(chunk, { maxLength: 20 }), (capacity, chunks) => {
      const ring = createByteRing(capacity);
      for (const bytes of chunks) ring.append(bytes);
      const all = Buffer.concat(chunks);
      expect(ring.end).toBe(all.length);
      expect(ring.start).toBe(Math.max(0, all.length - capacity));
      for (let from = ring.start; from <= ring.end; from++) {
        for (let to = from; to <= ring.end; to++) {
          expect(Buffer.from(ring.read(from, to)).equals(all.subarray(from, to))).toBe(true);
        }
      }
    }),
  );
});
