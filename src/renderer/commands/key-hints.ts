import { createContext, useContext } from 'react';
import { type KeyBindings, keysOf } from './key-bindings';
import { capsOf } from './keys';
import { shippedKeys } from './shipped-keys';

/** The keys as they are now, for whoever shows them beside what they do. */
export const KeysInForce = createContext<KeyBindings>(shippedKeys);

/** Adds to what a button does the keys that do the same: "Zoom this pane (Ctrl+Shift+X)". */
export function useKeyHints(): (label: string, command: string) => string {
  const bindings = useContext(KeysInForce);
  return (label, id) => {
    const [keys] = keysOf({ id }, bindings);
    return keys === undefined ? label : `${label} (${capsOf(keys).replaceAll(' ', '+')})`;
  };
}
