import { unreachable } from '../../../shared/result';
import { type AgentOptions, agentRunner } from './agent';
import { type ExecOptions, execRunner } from './exec';
import { type LogLineOptions, logRunner } from './log-line';
import { type LuaOptions, luaRunner } from './lua';
import { type NotifyOptions, notifyRunner } from './notify';
import { type OverlayOptions, overlayRunner } from './overlay';
import type { Outcome, Task } from './runner';
import { type SoundOptions, soundRunner } from './sound';
import { type WebhookOptions, webhookRunner } from './webhook';

export type RunnersOptions = ExecOptions &
  SoundOptions &
  LogLineOptions &
  OverlayOptions &
  WebhookOptions &
  AgentOptions &
  LuaOptions &
  NotifyOptions;

/** Does an action, of whatever type it is. */
export function createRunners(options: RunnersOptions): (task: Task) => Promise<Outcome> {
  const exec = execRunner(options);
  const notify = notifyRunner(options);
  const overlay = overlayRunner(options);
  const sound = soundRunner(options);
  const log = logRunner(options);
  const webhook = webhookRunner(options);
  const agent = agentRunner(options);
  const lua = luaRunner(options);
  return (task) => {
    const { action } = task;
    switch (action.type) {
      case 'exec':
        return exec({ ...task, action });
      case 'notify':
        return notify({ ...task, action });
      case 'overlay':
        return overlay({ ...task, action });
      case 'sound':
        return sound({ ...task, action });
      case 'log':
        return log({ ...task, action });
      case 'webhook':
        return webhook({ ...task, action });
      case 'agent':
        return agent({ ...task, action });
      case 'lua':
        return lua({ ...task, action });
      default:
        return unreachable(action);
    }
  };
}
