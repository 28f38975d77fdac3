import type { Action, Rule } from '../../../shared/vocabulary';
import { countText, joinCommand, numberText } from '../../text';

/** What an action runs. A script for the shell keeps its lines, without the empty ones around it. */
export function actionText({ path, args, shell }: Action): string {
  return shell ? [path.trim(), ...args].join(' ') : [path, ...args.map((word) => joinCommand([word]))].join(' ');
}

/** "4 rules in force"; "4 in force, 1 disabled" */
export function inForceText(rules: readonly Pick<Rule, 'enabled'>[]): string {
  const disabled = rules.filter(({ enabled }) => !enabled).length;
  if (disabled === 0) return `${countText(rules.length, 'rule')} in force`;
  return `${numberText(rules.length - disabled)} in force, ${numberText(disabled)} disabled`;
}
