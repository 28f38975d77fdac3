import text from '../../../lua/default/keybindings.lua?raw';
import { keysInTable } from '../../shared/vocabulary';
import type { KeyBindings } from './key-bindings';

/** The file as people are told of it. */
export const shippedKeysFile = 'default/keybindings.lua';

/** The shipped keys, for as long as Lua has not told others: before it has begun, and when it does not run at all. */
export const shippedKeys: KeyBindings = keysInTable(text).map((one) => ({ ...one, from: shippedKeysFile }));
