/** `watermark`: like VS Code; see contestants.mjs. */
export type Kind = 'ours' | 'plain' | 'watermark';
export type OtherKind = Exclude<Kind, 'ours'>;

export type CommandLine = readonly string[];

/** What the benchmark does in its page. Terminals are counted from 0, and the first has the keyboard. */
export interface BenchPage {
  /** What nobody caught, such as an xterm's error that it throws data away. */
  errors(): readonly string[];
  /** Shows terminals of our hub. */
  show(ids: readonly string[]): void;
  /** Starts commands behind one of the other pipelines, and shows them. */
  open(kind: OtherKind, port: number, commands: readonly CommandLine[]): Promise<void>;
  size(at: number): { readonly cols: number; readonly rows: number };
  type(at: number, text: string): void;
  /** Presses Enter. @returns how long it takes until a text at the end of the output is parsed, in ms */
  timeUntil(at: number, text: string): Promise<number>;
  timeEcho(at: number, ms: number, everyMs: number): Promise<EchoTimes>;
  /** @returns the ms until the last lines are on the screen; and until all are, from when they are asked for */
  timeRestore(id: string, lines: number): Promise<{ readonly first: number; readonly whole: number }>;
  /** @returns the ms from asking for a process until its greeting is on the screen */
  timeSpawn(command: CommandLine, greeting: string): Promise<number>;
  timeSpawnOther(kind: OtherKind, port: number, command: CommandLine, greeting: string): Promise<number>;
}

export interface EchoTimes {
  /** From the key until its echo is parsed, in ms. */
  readonly latencies: readonly number[];
  /** Keys whose echo had not come at the end; they count with the time that they had waited. */
  readonly unanswered: number;
}
