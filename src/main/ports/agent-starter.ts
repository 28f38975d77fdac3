import type { Result } from '../../shared/result';

/** Agents of the app, as actions use them: by name. */
export interface AgentStarter {
  /** Starts an agent. `prompt` is typed into it once it is ready, and confirmed by Enter. */
  start(request: {
    readonly name: string;
    readonly command: readonly string[];
    readonly cwd: string | undefined;
    /** In addition to what agents have. */
    readonly env: Readonly<Record<string, string>>;
    readonly prompt: string | undefined;
    readonly onExit: () => void;
  }): Promise<Result<{ readonly pid: number | undefined }, 'cannot-start'>>;
  /** Types text into the newest agent of that name that runs. */
  send(name: string, text: string, options: { readonly enter: boolean }): Result<void, 'not-found' | 'busy'>;
}
