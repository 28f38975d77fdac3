import type { Result } from '../../shared/result';

/** The helper with file capabilities, in a place where only root can write. */
export interface ProbeInstallation {
  readonly path: string;
  /** `outdated`: of another build than the app's own helper; `unusable`: nothing that should be started. */
  readonly state: 'absent' | 'current' | 'outdated' | 'unusable';
  /** Why it is unusable. */
  readonly why?: string;
  /** It reports the processes of other users as well. */
  readonly allUsers: boolean;
  /** Whether `enable` and `disable` can ask for the right to do it. */
  readonly canAsk: boolean;
}

/** `not-needed`: this process may do everything by itself; `unavailable`: not on this system, or not from here. */
export type InspectFailure = 'not-needed' | 'unavailable';
/** `refused`: the person, or the system in its place, said no. */
export type InstallFailure = InspectFailure | 'refused' | 'failed';

/** Installs and removes the helper with capabilities, for this user. Each change asks the person for the right to do it. */
export interface ProbeInstaller {
  inspect(): Promise<Result<ProbeInstallation, InspectFailure>>;
  /** Also replaces an older one. Either it is there afterwards, or nothing has changed. */
  enable(options: { readonly allUsers: boolean }, signal?: AbortSignal): Promise<Result<void, InstallFailure>>;
  /** Leaves nothing behind; done as well when nothing is installed. */
  disable(signal?: AbortSignal): Promise<Result<void, InstallFailure>>;
}
