import {
  AppWindow,
  Bell,
  Bot,
  FileCode,
  type LucideIcon,
  NotebookPen,
  SquareTerminal,
  Volume2,
  Webhook,
} from 'lucide-react';
import type { ActionType } from '../../../shared/vocabulary';

const actionIcons: Record<ActionType, LucideIcon> = {
  exec: SquareTerminal,
  notify: Bell,
  overlay: AppWindow,
  sound: Volume2,
  log: NotebookPen,
  webhook: Webhook,
  agent: Bot,
  lua: FileCode,
};

export function ActionIcon({ type, size = 13 }: { readonly type: ActionType; readonly size?: number }) {
  const Icon = actionIcons[type];
  return <Icon size={size} className="shrink-0" aria-hidden />;
}
