import { z } from 'zod';
import type { LuaValue } from '../../../shared/vocabulary';

/** What of Lua outlives the hub, beside its files. */
export const KeptLua = z.object({
  /** Modules that a person has switched off. */
  disabled: z.array(z.string()),
  /** `hub.state` of each domain; bytes stand as `{ "$bytes": base64 }`. */
  states: z.record(z.string(), z.record(z.string(), z.unknown())),
  /** By user module: digests of its text, and of the shipped text that it was written against. */
  overrides: z.record(z.string(), z.object({ own: z.string(), shipped: z.string() })),
});
export type KeptLua = z.infer<typeof KeptLua>;

export const nothingKept: KeptLua = { disabled: [], states: {}, overrides: {} };

const partBytes = 8_192;

type State = Readonly<Record<string, LuaValue>>;

export function stateToKeep(state: State): Record<string, unknown> {
  return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, toJson(value)]));
}

export function keptState(kept: Readonly<Record<string, unknown>>): State {
  return Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, fromJson(value)]));
}

function toJson(value: LuaValue): unknown {
  if (value instanceof Uint8Array) return { $bytes: base64Of(value) };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, toJson(part)]));
}

function fromJson(value: unknown): LuaValue {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value === 'object' && value !== null) {
    const bytes = '$bytes' in value && typeof value.$bytes === 'string' ? bytesOf(value.$bytes) : undefined;
    if (bytes) return bytes;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, fromJson(part)]));
  }
  return typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string' ? value : undefined;
}

/** Undefined for what a table of somebody's has under that name. */
function bytesOf(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

/** In parts: no call takes a million arguments. */
function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += partBytes)
    text += String.fromCharCode(...bytes.subarray(at, at + partBytes));
  return btoa(text);
}
