/** The programs that a person can run by name. */
export interface Programs {
  /**
   * The PATH as the person's shell has it. A hub that was started from a desktop has a poorer one itself, so that the
   * shell is asked once; when it does not answer, the hub's own counts.
   */
  searchPath(): Promise<string>;
  /** Which of the names are programs on that PATH, and where: by name. */
  find(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
