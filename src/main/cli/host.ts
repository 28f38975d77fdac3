import type { Channel } from '../../shared/link';
import type { Result } from '../../shared/result';
import type { TerminalSize } from '../../shared/vocabulary';
import type {
  FileContent,
  Files,
  HistoryStore,
  Home,
  LocalTerminal,
  LuaDomains,
  ProbeInstaller,
  ShellSetups,
  TextEditor,
} from '../ports';

export interface ServeOptions {
  readonly home: Home;
  /** 0 chooses a free port. */
  readonly port: number;
  /** Open the page in the person's browser. */
  readonly open: boolean;
}

/** What checking and testing Lua files needs. */
export interface LuaTools {
  /** Where the shipped Lua files lie. */
  readonly shipped: string;
  readonly domains: LuaDomains;
  /** The Lua files in a folder and those below, sorted; none when it is not there. Names are relative, with slashes. */
  readFolder(
    directory: string,
  ): Promise<readonly { readonly name: string; readonly path: string; readonly text: string }[]>;
  /** Makes a folder, with those above it, for this user only. Says why not. */
  prepareFolder(directory: string): string | undefined;
}

/** What the commands need of the system they run on. */
export interface CliHost {
  readonly version: string;
  /** How long a hub may take for its first answer, unless 5 s. */
  readonly firstAnswerMs?: number;
  /** Writes a line to stdout; resolves when there is room for more. */
  out(line: string): Promise<void>;
  error(line: string): Promise<void>;
  locateHome(asked: string | undefined): Home;
  /** What "~" stands for in config.toml. */
  readonly userHome: string;
  /** A path as the system knows it, relative to where the command was given. */
  absolute(path: string): string;
  /** The agent in whose terminal the command runs. */
  readonly agentId: string | undefined;
  /** The size of the terminal that the command runs in; undefined when it prints elsewhere. */
  terminalSize(): TerminalSize | undefined;
  /** Takes that terminal over for the rest of the command; undefined when input or output is none. */
  openTerminal(): LocalTerminal | undefined;
  readText(path: string): Promise<FileContent>;
  readonly createText: Files['createText'];
  readonly replaceText: Files['replaceText'];
  /** All of standard input. */
  readInput(): Promise<string>;
  /** A line that the person types; undefined when there is nobody to type it. */
  readLine(): Promise<string | undefined>;
  /** Lines of standard input, as they are typed or piped, until it ends. */
  typedLines(prompt: string): AsyncIterable<string>;
  /** A text to be edited in a file of this name, in the person's editor. */
  openEditor(name: string, text: string): Promise<TextEditor>;
  /** Writes a file, for this user only if it is new. */
  writeFile(path: string, parts: AsyncIterable<string>): Promise<Result<void, 'not-writable'>>;
  /** The history's database of a home that no hub holds. To read, it is only opened if it is there. */
  openHistory(home: Home, access: 'read' | 'write'): HistoryStore;
  /** How to open a channel to the hub of a home; undefined when none has left word of itself. */
  openHub(home: Home): (() => Promise<Channel>) | undefined;
  /** Asks for passwords on this terminal. */
  readonly probeInstaller: ProbeInstaller;
  shellSetups(home: Home): ShellSetups;
  readonly lua: LuaTools;
  openOnDesktop(target: string): Promise<Result<void, 'cannot-open'>>;
  /** Runs a hub until it is asked to end. @returns the exit code */
  serve(options: ServeOptions): Promise<number>;
}
