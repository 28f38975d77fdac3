import type { HookEvent } from '../../../../../src/main/features/agents/hooks';
import {
  createStatusTracker,
  type StatusChange,
  type StatusEvent,
  type StatusTrackerOptions,
} from '../../../../../src/main/features/agents/status';
import type { AgentTool, StatusRules, TerminalSignal } from '../../../../../src/shared/vocabulary';
import { shippedStatusRules } from '../../../../fixtures/shipped-status-rules';
import { screens } from './screens';

export const minute = 60_000;

const known = new Map<AgentTool | undefined, StatusRules>();
/** What comes with the app is known. */
export function shipped(tool: AgentTool | undefined): StatusRules {
  const rules = known.get(tool) ?? shippedStatusRules(tool);
  known.set(tool, rules);
  return rules;
}

/** An agent on a clock of its own: ticks come when they are asked for. */
export function follow(options: Partial<StatusTrackerOptions> = {}) {
  const tracker = createStatusTracker({
    ...{ kind: 'command', rules: [], known: shipped, stuckAfterMs: 5 * minute },
    ...options,
  });
  const changes: StatusChange[] = [];
  let now = 1_000_000;
  function take(event: StatusEvent): void {
    const change = tracker.take(event, now);
    if (change) changes.push(change);
  }
  const self = {
    signal: (signal: TerminalSignal) => take({ type: 'signal', signal }),
    screen: (screen: string, fullScreen = false) => take({ type: 'screen', lines: screen.split('\n'), fullScreen }),
    hook: (type: HookEvent['type'], text?: string) => take({ type: 'hook', event: { tool: 'claude', type, text } }),
    type: (text: string) => take({ type: 'typed', text }),
    pass(ms: number) {
      const end = now + ms;
      for (let at = tracker.nextCheckAt; at !== undefined && at <= end; at = tracker.nextCheckAt) {
        now = Math.max(now, at);
        take({ type: 'tick' });
        if (tracker.nextCheckAt === at) throw new Error(`It asks for the same moment again: ${at}`);
      }
      now = end;
    },
    writes: () => self.signal({ type: 'output' }),
    settles() {
      self.pass(300);
      self.signal({ type: 'settled' });
    },
    /** It writes, is quiet again, and shows this. */
    shows(screen: string) {
      self.writes();
      self.settles();
      self.screen(screen);
    },
    start: () => take({ type: 'started' }),
    learn: () => take({ type: 'rules' }),
    exit: () => take({ type: 'exited', exit: { code: 0 } }),
    changes,
    get statuses() {
      return changes.map(({ status }) => status);
    },
    get last() {
      return changes.at(-1);
    },
    get current() {
      return tracker.current;
    },
  };
  self.start();
  return self;
}

export const screenOf = (tool: string, says: string) =>
  screens.find((one) => one.tool === tool && one.says === says)?.screen ?? '';
export const [works, asks, rests] = ['working', 'needs-input', 'finished'].map((says) => screenOf('claude', says)) as [
  string,
  string,
  string,
];
