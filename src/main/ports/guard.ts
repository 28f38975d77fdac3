/**
 * A small process outside the hub that ends what the hub started and removes its sockets and lock
 * when the hub dies without cleaning up (kill -9, crash, out of memory).
 */
export interface Guard {
  /** From now on the process group `pgid` is ended with the hub. */
  watchGroup(pgid: number): void;
  /** The group has ended; its number may be used by others again. */
  forgetGroup(pgid: number): void;
  /**
   * The hub's lock file, which is removed as well, last. It holds `nonce` while it is this hub's: when another hub has
   * taken it over, no file is touched.
   */
  watchLock(path: string, nonce: string): void;
  /** A file that must not stay behind, or a folder with all that is in it. */
  watchFile(path: string): void;
}
