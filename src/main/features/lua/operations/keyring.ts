import { z } from 'zod';
import type { Keyring } from '../../../ports';
import { nothing, type Operations, operation } from './operation';

/** Names go to programs as arguments. */
const Name = z.string().regex(/^[^-\0\n][^\0\n]*$/, 'must be a line of text that does not begin with a dash');
/** The keyring itself says how long it may be. */
const Secret = z.string('must be text in UTF-8').min(1, 'must not be empty');

export function keyringOperations(keyring: Keyring): Operations {
  return {
    'keyring.get': operation([Name, Name], ([service, key]) => keyring.get(service, key)),
    'keyring.set': operation([Name, Name, Secret], async ([service, key, secret]) => {
      const set = await keyring.set(service, key, secret);
      return set.ok ? nothing : set;
    }),
    'keyring.delete': operation([Name, Name], async ([service, key]) => {
      const deleted = await keyring.delete(service, key);
      return deleted.ok ? nothing : deleted;
    }),
  };
}
