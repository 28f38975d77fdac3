/** Where things are kept. */
export interface Home {
  readonly directory: string;
  readonly config: string;
  readonly log: string;
  /** The database of what ran. */
  readonly history: string;
  /** Sockets, lock and session file. Its path is short enough for Unix sockets. */
  readonly runDirectory: string;
  readonly socket: string;
  readonly lock: string;
  readonly session: string;
}
