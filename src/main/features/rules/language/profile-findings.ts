import { quote } from '../quote';
import type { Path } from '../toml/toml';
import { isTable } from './action-form';
import type { Finding } from './findings';
import { patternFindings } from './read-rule';

/**
 * What is wrong with profiles beside their keys and values.
 * @param profiles as TOML has them
 * @param found what else was found: a key that is only misspelt is not reported as missing as well
 */
export function profileFindings(profiles: unknown, found: readonly Finding[]): Finding[] {
  if (!Array.isArray(profiles)) return [];
  return profiles.flatMap((profile: unknown, index): Finding[] => {
    if (!isTable(profile)) return [];
    const base = ['profiles', index];
    const misspelt = found.some(({ path, meant }) => path[1] === index && (meant === 'command' || meant === 'tool'));
    return [
      ...statusPatterns(profile.status, [...base, 'status']),
      ...('command' in profile || 'tool' in profile || misspelt ? [] : [commandMissing(base)]),
      ...(isTaken(profile.id, profiles.slice(0, index)) ? [idTaken(profile.id, base)] : []),
    ];
  });
}

function statusPatterns(status: unknown, path: Path): Finding[] {
  if (Array.isArray(status)) return status.flatMap((rule: unknown, index) => statusPatterns(rule, [...path, index]));
  return isTable(status) ? patternFindings(status.pattern, 'regex', [...path, 'pattern']) : [];
}

function commandMissing(path: Path): Finding {
  return { path, at: 'value', message: 'command is missing; add command = "claude"' };
}

function isTaken(id: unknown, before: readonly unknown[]): id is string {
  return typeof id === 'string' && before.some((other) => isTable(other) && other.id === id);
}

function idTaken(id: string, base: Path): Finding {
  return { path: [...base, 'id'], at: 'value', message: `id ${quote(id)} is taken by another profile; choose another` };
}
