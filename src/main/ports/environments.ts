/** The environments of processes that are not ours to start. */
export interface Environments {
  /**
   * The values that variables had when a process of this user began, or became another program. Those that it did not
   * have are left out; none are known of other users' processes, of those that have gone, and on systems that do not tell.
   */
  read(pid: number, names: readonly string[]): Readonly<Record<string, string>>;
}
