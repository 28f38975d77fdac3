import { CircleAlert, CircleCheck, CircleDashed, CircleSlash } from 'lucide-react';
import type { LuaFile } from '../../../shared/vocabulary';

const looks = {
  running: { icon: CircleCheck, className: 'text-good', name: 'in force' },
  failed: { icon: CircleAlert, className: 'text-bad', name: 'failed' },
  disabled: { icon: CircleSlash, className: 'text-faint', name: 'disabled' },
  'not-run': { icon: CircleDashed, className: 'text-faint', name: 'not run' },
} as const;

export function stateText(state: LuaFile['state']): string {
  return looks[state].name;
}

export function FileStateIcon({ state }: Pick<LuaFile, 'state'>) {
  const { icon: Icon, className, name } = looks[state];
  return <Icon size={15} className={`shrink-0 ${className}`} role="img" aria-label={name} />;
}
