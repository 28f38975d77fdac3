import type { Result } from '../../shared/result';
import type { ShellKind, ShellSetup } from '../../shared/vocabulary';

export type ShellSetupFailure =
  /** There is no such shell on this machine. */
  | 'missing'
  /** Our block in the file of settings is not whole, so nothing was changed. */
  | 'damaged'
  | 'not-writable';

/** Which shells report to a home. Needs no running hub. */
export interface ShellSetups {
  /** One for each kind of shell. */
  read(): Promise<readonly ShellSetup[]>;
  /**
   * Puts a marked block into the shell's file of settings, which reads a copy of the hook in the home. Nothing else in
   * the file changes; done twice, it changes nothing more. A block for another home is replaced.
   */
  install(kind: ShellKind): Promise<Result<ShellSetup, ShellSetupFailure>>;
  /** Takes the block out again, and the copy: every byte is as it was before `install`. */
  uninstall(kind: ShellKind): Promise<Result<ShellSetup, ShellSetupFailure>>;
  /** Brings copies of hooks in the home up to the app's version. */
  update(): Promise<void>;
}
