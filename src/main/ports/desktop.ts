import type { Result } from '../../shared/result';
import type { Agent } from '../../shared/vocabulary';

/** What the host can do on the person's screen. */
export interface Desktop {
  /** Opens a file with the person's program for it. */
  openFile(path: string): Promise<Result<void, 'cannot-open'>>;
  /** Brings the app's window up; or tells the address, and a file that leads there without showing it to others. */
  show(): Promise<{ window: boolean; url?: string | undefined; page?: string | undefined }>;
  /** Opens a window of its own for an agent, or brings it forward. False where there are no windows. */
  showAgent(id: Agent['id']): boolean;
}
