import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createKeyring } from '../../../src/main/node';
import type { Keyring } from '../../../src/main/ports';
import { createScope, type Scope } from '../../../src/shared/scope';
import { type KeyringSession, keyringHindrance, openKeyringSession } from '../../fixtures/keyring-session';
import { temporaryDirectory } from '../gateway/transports';

const hindrance = keyringHindrance();
const done = { ok: true, value: undefined };
const failing = (message: string) => ({ ok: false, message: expect.stringContaining(message) });

const secrets: [string, string][] = [
  ['a word', 'hunter2'],
  ['lines', '\none\r\ntwo\n\n'],
  ['NUL and other bytes of control', 'a\0b\u0001\u007f'],
  ['UTF-8', '\ufeffé — 秘密 🔑'],
  ['what looks like hex', '0xC3A9'],
  ['quotes and backslashes', `"a" \\n 'b' $(c)`],
];

if (hindrance) {
  test('there is a keyring to try', ({ skip }) => skip(`${hindrance}: only stand-ins were tested`));
}

describe.skipIf(hindrance)('a keyring of Linux', () => {
  const scope = createScope();
  let session: KeyringSession;
  let keyring: Keyring;
  beforeAll(async () => {
    session = await openKeyringSession(scope);
    await session.start('unlocked');
    keyring = createKeyring({ env: session.env, patienceMs: 10_000 });
  });
  afterAll(() => scope.close());

  test.each([...secrets, ['the longest that there can be', 'x'.repeat(8_191)]])('keeps %s', async (name, secret) => {
    expect(await keyring.set('a service', name, secret)).toEqual(done);
    expect(await keyring.get('a service', name)).toEqual({ ok: true, value: secret });
  });

  test('replaces a secret, deletes it, and has none where there is none', async () => {
    for (const secret of ['first', 'second']) expect(await keyring.set('replaced', 'key', secret)).toEqual(done);
    expect(await keyring.get('replaced', 'key')).toEqual({ ok: true, value: 'second' });
    for (const _ of ['there', 'gone']) expect(await keyring.delete('replaced', 'key')).toEqual(done);
    expect(await keyring.get('replaced', 'key')).toEqual(done);
  });

  test('refuses a secret that would be cut, and keeps the one before', async () => {
    await keyring.set('long', 'key', 'before');
    const refused = { ok: false, error: 'too-long', message: expect.stringContaining('100000 bytes') };
    expect(await keyring.set('long', 'key', 'é'.repeat(50_000))).toMatchObject(refused);
    expect(await keyring.get('long', 'key')).toEqual({ ok: true, value: 'before' });
  });

  test('has no secret in arguments, which others can read', async () => {
    await keyring.set('hidden', 'key', 'a-hidden-secret');
    await keyring.get('hidden', 'key');
    expect(session.args()).toEqual(expect.arrayContaining(['store', 'lookup', 'hidden']));
    expect(session.args().join()).not.toContain('a-hidden-secret');
  });

  test('says that it is locked, instead of that there is no such secret', async () => {
    await keyring.set('locked', 'key', 'kept');
    await session.start('locked');
    expect(await keyring.get('locked', 'key')).toMatchObject(failing('is locked'));
    expect(await keyring.delete('locked', 'key')).toMatchObject(failing('is locked'));
    expect(await keyring.set('locked', 'key', 'other')).toMatchObject(failing('locked'));
    expect(await keyring.get('locked', 'other')).toEqual(done);
    await session.start('unlocked');
    expect(await keyring.get('locked', 'key')).toEqual({ ok: true, value: 'kept' });
  });

  test('is said to be missing where nobody answers', async () => {
    await session.stop();
    expect(await keyring.get('a', 'b')).toMatchObject(failing('The keyring did not do it: secret-tool: '));
    expect(await keyring.set('a', 'b', 'c')).toMatchObject(failing('The keyring did not do it: secret-tool: '));
    expect(await keyring.delete('a', 'b')).toMatchObject(failing('The keyring did not do it: secret-tool: '));
  });
});

describe.skipIf(process.platform === 'win32')('a stand-in', () => {
  let scope: Scope;
  let folder: string;
  beforeEach(() => {
    scope = createScope();
    folder = temporaryDirectory(scope);
  });
  afterEach(() => scope.close());

  /** The keyring of a system whose only program is this one. */
  function keyringWith(platform: 'linux' | 'darwin', script: string, patienceMs = 10_000): Keyring {
    const program = join(folder, platform === 'linux' ? 'secret-tool' : 'security');
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${folder}/args'\n${script}\n`);
    chmodSync(program, 0o755);
    return createKeyring({ env: { PATH: folder }, platform, patienceMs });
  }

  test('a keyring that does not answer is not waited for', async () => {
    const keyring = keyringWith('linux', 'exec /bin/sleep 60', 100);
    expect(await keyring.get('a', 'b')).toMatchObject(failing('did not answer within 0.1 s'));
  });

  test('a secret that is not text is not taken for another', async () => {
    expect(await keyringWith('linux', `printf '\\377'`).get('a', 'b')).toMatchObject(failing('not text in UTF-8'));
  });

  /** As security(1) prints it. */
  function printed(secret: string): string {
    const ascii = [...Buffer.from(secret)].map((byte) =>
      byte >= 32 && byte <= 126 && byte !== 92 ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`,
    );
    const isPlain = /^[ -[\]-~]*$/.test(secret);
    const hex = isPlain ? '' : `0x${Buffer.from(secret).toString('hex').toUpperCase()}  `;
    return `password: ${hex}"${ascii.join('')}"\n`;
  }

  test.each(secrets)('on macOS, %s is written in hex to its input, and read as it prints it', async (_what, secret) => {
    writeFileSync(join(folder, 'printed'), printed(secret));
    const keyring = keyringWith('darwin', `/bin/cat > '${folder}/input'; /bin/cat '${folder}/printed' >&2`);
    expect(await keyring.get('a', 'b')).toEqual({ ok: true, value: secret });
    writeFileSync(join(folder, 'printed'), '');
    expect(await keyring.set('a "b"', 'c\\d', secret)).toEqual(done);
    const hex = Buffer.from(secret).toString('hex');
    expect(readFileSync(join(folder, 'input'), 'utf8')).toBe(
      `add-generic-password -U "-s" "a \\"b\\"" "-a" "c\\\\d" -X ${hex}\n`,
    );
    expect(readFileSync(join(folder, 'args'), 'utf8')).toBe('find-generic-password\n-s\na\n-a\nb\n-g\n-i\n');
  });

  test('on macOS, a missing secret is none, and one that would be cut is refused', async () => {
    const keyring = keyringWith('darwin', 'exit 44');
    expect(await keyring.get('a', 'b')).toEqual(done);
    expect(await keyring.delete('a', 'b')).toEqual(done);
    expect(await keyring.set('a', 'b', 'x'.repeat(2_000))).toMatchObject({ ok: false, error: 'too-long' });
  });
});
