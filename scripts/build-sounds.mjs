// Makes the sounds of the app, resources/sounds/*.wav, from a few notes. Run it after a change here:
//   node scripts/build-sounds.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const samplesPerSecond = 16_000;

/** @typedef {{ hz: number, at: number, lasts: number, loud: number }} Note */

/** Notes of each sound: frequency in Hz, begin and length in seconds, loudness. */
const sounds = {
  // A fifth upwards: it has worked.
  done: [
    { hz: 523.25, at: 0, lasts: 0.28, loud: 0.5 },
    { hz: 783.99, at: 0.11, lasts: 0.4, loud: 0.5 },
  ],
  // A minor third downwards, low and soft: it has not.
  failed: [
    { hz: 329.63, at: 0, lasts: 0.3, loud: 0.55 },
    { hz: 277.18, at: 0.17, lasts: 0.42, loud: 0.55 },
  ],
  // The same note twice: have a look.
  attention: [
    { hz: 880, at: 0, lasts: 0.25, loud: 0.4 },
    { hz: 880, at: 0.2, lasts: 0.36, loud: 0.4 },
  ],
};

const folder = join(dirname(fileURLToPath(import.meta.url)), '../resources/sounds');
mkdirSync(folder, { recursive: true });
for (const [name, notes] of Object.entries(sounds)) writeFileSync(join(folder, `${name}.wav`), wav(samplesOf(notes)));

/**
 * A struck bar: a quick attack, a slow fading, and an overtone that fades sooner.
 *
 * @param {Note[]} notes
 */
function samplesOf(notes) {
  const seconds = Math.max(...notes.map(({ at, lasts }) => at + lasts));
  const samples = new Float64Array(Math.ceil(seconds * samplesPerSecond));
  for (const { hz, at, lasts, loud } of notes) {
    const first = Math.round(at * samplesPerSecond);
    const count = Math.round(lasts * samplesPerSecond);
    for (let n = 0; n < count && first + n < samples.length; n++) {
      const t = n / samplesPerSecond;
      const attack = Math.min(1, t / 0.006);
      // To nothing at the end, so that nothing clicks.
      const release = Math.min(1, (lasts - t) / 0.03);
      const tone =
        Math.sin(2 * Math.PI * hz * t) * Math.exp(-5 * t) + 0.25 * Math.sin(4 * Math.PI * hz * t) * Math.exp(-11 * t);
      samples[first + n] = (samples[first + n] ?? 0) + loud * attack * release * tone;
    }
  }
  return samples;
}

/**
 * RIFF WAVE, PCM, 16 bits, one channel.
 *
 * @param {Float64Array} samples
 */
function wav(samples) {
  const data = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, n) => void data.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), n * 2));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(samplesPerSecond, 24);
  head.writeUInt32LE(samplesPerSecond * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
