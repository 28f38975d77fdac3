/** A file that a terminal's output is appended to. */
export interface Transcript {
  /** The bytes are copied. What the disk does not take is lost, and said once in the log. */
  append(bytes: Uint8Array): void;
  close(): void;
}

/** Opens the transcript at a path, for this user only; what it holds stays before it, up to a bound. */
export type OpenTranscript = (path: string) => Transcript;
