import { improvementPermissions, luaOperations } from '../../../shared/vocabulary';
import type { LuaLimits, LuaPermission } from '../../ports';
import { trustedDomain } from './plan';

const all: readonly LuaPermission[] = [
  ...new Set(Object.values(luaOperations).flatMap((about) => ('permission' in about ? [about.permission] : []))),
];

export function permissionsOf(domain: string): readonly LuaPermission[] {
  return domain === trustedDomain ? all : improvementPermissions;
}

const MB = 1024 * 1024;

export function limitsOf(domain: string): LuaLimits {
  const isTrusted = domain === trustedDomain;
  return {
    memoryBytes: (isTrusted ? 256 : 64) * MB,
    cpuMs: isTrusted ? 1_000 : 200,
    messageBytes: MB,
    handlers: isTrusted ? 5_000 : 500,
    timers: isTrusted ? 1_000 : 100,
    logLinesPerSecond: isTrusted ? 500 : 50,
  };
}
