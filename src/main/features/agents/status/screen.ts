import { RE2JS } from 're2js';
import { type ScreenRule, type StatusRule, screenRuleLines } from '../../../../shared/vocabulary';

/** Rules of a profile. Those that RE2 cannot read are left out; the reader of the file has told that already. */
export function profileRules(rules: readonly StatusRule[]): ScreenRule[] {
  return rules.flatMap(({ pattern, status }) => {
    try {
      const compiled = RE2JS.compile(pattern);
      return [{ status, last: screenRuleLines, matches: (line: string) => compiled.matcher(line).find() }];
    } catch {
      return [];
    }
  });
}
