import { createContext } from 'react';

/** The names of the actions that Lua files have registered, to be offered in forms. */
export const LuaActionNames = createContext<readonly string[]>([]);
