import type { Result } from '../../shared/result';
import type { Notification } from '../../shared/vocabulary';

/** Shows notifications on the person's desktop. */
export interface Notifier {
  /**
   * Resolves when it was handed over to whoever shows it. The message of a failure says what to do about it.
   * @param onProgram hears the pid of a program that is started to show it: rules must leave it alone. It leads a
   * session and has ended when this resolves.
   */
  show(notification: Notification, onProgram?: (pid: number) => void): Promise<Result<void, 'cannot-notify'>>;
}
