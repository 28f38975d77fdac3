/** The users of this machine. */
export interface Users {
  /** The name of a user; undefined when the system knows none. */
  nameOf(uid: number): string | undefined;
}
