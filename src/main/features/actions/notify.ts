import { fillIn, keyOf, type NotifyAction } from '../../../shared/vocabulary';
import type { Notifier } from '../../ports';
import type { Groups } from './group';
import { cut, type Occasion, placeholderValues } from './occasion';
import { done, failed, type Runner, stopped, unlessStopped } from './runner';

export interface NotifyOptions {
  readonly notifier: Notifier;
  readonly groups: Groups;
}

/** More than a desktop shows. */
const longestTitle = 200;
const longestMessage = 1_000;

/** Shows a notification on the person's desktop. */
export function notifyRunner({ notifier, groups }: NotifyOptions): Runner<NotifyAction> {
  return async (task) => {
    const { action, occasion } = task;
    const { rule, process, causes } = occasion;
    const values = placeholderValues(occasion);
    // A desktop refuses a notification without a title.
    const title = cut(fillIn(action.title ?? '{rule}', values).trim() || values.rule, longestTitle);
    const message = cut(notificationText(action, occasion), longestMessage);
    const about = { id: task.run, about: { process: keyOf(process) }, silent: action.silent };
    const programs: number[] = [];
    const showing = notifier.show({ ...about, title, message }, (pid) => {
      programs.push(pid);
      groups.add(pid, [...causes, rule.id]);
    });
    const release = () => programs.forEach(groups.remove);
    void showing.then(release, release);
    task.started();
    const shown = await unlessStopped(showing, task);
    if (!shown) return stopped(task);
    if (!shown.ok) return failed(shown.message);
    task.print(`${title}\n${message}\n`);
    return done;
  };
}

/** What a notification says below its title. */
export function notificationText({ message }: Pick<NotifyAction, 'message'>, occasion: Occasion): string {
  return fillIn(message ?? usualMessage(occasion), placeholderValues(occasion));
}

/** When the rule has no message. */
function usualMessage({ exit }: Occasion): string {
  if (!exit) return '{command} has started';
  if ('code' in exit && exit.code === 0) return '{command} has ended after {duration}';
  if ('code' in exit) return '{command} failed after {duration} (exit code {exit})';
  return 'signal' in exit ? '{command} was ended by {exit} after {duration}' : '{command} has ended after {duration}';
}
