import { z } from 'zod';
import { fail, ok } from '../../../../shared/result';
import { bytesOf, Data, type Operations, operation } from './operation';

const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;
const mostRandomBytes = 65_536;

/** AES-256-GCM (NIST SP 800-38D) and SHA-256, by the runtime's own cryptography. */
export const cryptoOperations: Operations = {
  'crypto.encrypt': operation([Data, Data], async ([plain, key]) => {
    const imported = await importKey(key);
    if (!imported.ok) return imported;
    const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
    const name = { name: 'AES-GCM', iv: nonce } as const;
    const sealed = new Uint8Array(await crypto.subtle.encrypt(name, imported.value, own(bytesOf(plain))));
    // The runtime puts the tag behind the ciphertext.
    const tagAt = sealed.length - tagBytes;
    return ok(joined(nonce, sealed.subarray(tagAt), sealed.subarray(0, tagAt)));
  }),
  'crypto.decrypt': operation([Data, Data], async ([data, key]) => {
    const imported = await importKey(key);
    if (!imported.ok) return imported;
    const sealed = bytesOf(data);
    const body = nonceBytes + tagBytes;
    if (sealed.length < body) return fail('too-short', 'This was not made by crypto.encrypt: it is too short.');
    const name = { name: 'AES-GCM', iv: own(sealed.subarray(0, nonceBytes)) } as const;
    try {
      const text = joined(sealed.subarray(body), sealed.subarray(nonceBytes, body));
      return ok(new Uint8Array(await crypto.subtle.decrypt(name, imported.value, text)));
    } catch {
      return fail('not-authentic', 'It cannot be decrypted: the key is another one, or the data was changed.');
    }
  }),
  'crypto.random_bytes': operation([z.number().int().min(1).max(mostRandomBytes)], ([count]) =>
    ok(crypto.getRandomValues(new Uint8Array(count))),
  ),
  'crypto.sha256': operation([Data], async ([data]) =>
    ok(new Uint8Array(await crypto.subtle.digest('SHA-256', own(bytesOf(data))))),
  ),
};

async function importKey(key: string | Uint8Array) {
  const bytes = bytesOf(key);
  if (bytes.length !== keyBytes)
    return fail(
      'bad-key',
      `A key has ${keyBytes} bytes; this one has ${bytes.length}. crypto.random_bytes(32) makes one.`,
    );
  return ok(await crypto.subtle.importKey('raw', own(bytes), 'AES-GCM', false, ['encrypt', 'decrypt']));
}

/** In memory that no other thread shares, as the runtime wants it. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
