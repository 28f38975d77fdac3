import { createCommandTracker } from './command';
import type { StatusTracker, StatusTrackerOptions } from './model';
import { createShellTracker } from './shell';

export function createStatusTracker(options: StatusTrackerOptions): StatusTracker {
  return options.kind === 'shell' ? createShellTracker(options) : createCommandTracker(options);
}
