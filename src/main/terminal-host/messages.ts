import type { Result } from '../../shared/result';
import type { ScreenText, Terminal, TerminalColors, TerminalSize } from '../../shared/vocabulary';
import type { SearchRequest, TerminalEvent, TerminalMatch, TerminalRequest } from '../ports';

/**
 * What a hub and a terminal host say to each other. They may come from different versions of the app, so this stays as
 * it is: what is added is optional, what is not known is passed over, and only what cannot be said so gets a new number.
 *
 * On each connection the hub first sends the host's token, then a greeting. The host answers with one of its own. Text
 * messages are the JSON below; binary ones are terminal frames (shared/link/terminal-frames.ts), on streams that the
 * hub numbers: `attach` makes one that brings output and takes input; `typing` one that only takes input, of which the
 * host acknowledges what no longer waits.
 */
export const protocol = 1;

export interface HubGreeting {
  readonly type: 'hello';
  readonly protocol: number;
  /** This connection is told all events, and keeps the host alive. */
  readonly watch: boolean;
}

export interface HostGreeting {
  readonly type: 'hello';
  readonly protocol: number;
  readonly build: string;
  readonly pid: number;
  readonly terminals: readonly Terminal[];
}

export interface Calls {
  open: { readonly ask: { readonly request: TerminalRequest }; readonly answer: Result<Terminal, 'cannot-start'> };
  screen: {
    readonly ask: {
      readonly id: string;
      readonly lines: number;
      readonly unwrap?: boolean | undefined;
      readonly ansi?: boolean | undefined;
    };
    readonly answer: ScreenText | undefined;
  };
  search: { readonly ask: { readonly request: SearchRequest }; readonly answer: readonly TerminalMatch[] };
  marksPastes: { readonly ask: { readonly id: string }; readonly answer: boolean };
  kill: { readonly ask: { readonly id: string }; readonly answer: boolean };
  remove: { readonly ask: { readonly id: string }; readonly answer: boolean };
  attach: {
    readonly ask: {
      readonly stream: number;
      readonly id: string;
      readonly from?: number | undefined;
      readonly lines?: number | undefined;
    };
    readonly answer: { readonly offset: number; readonly terminal: Terminal } | undefined;
  };
}
export type CallName = keyof Calls;

/** A call, which is answered under its number. */
export type Ask = { [Name in CallName]: { readonly type: Name; readonly call: number } & Calls[Name]['ask'] }[CallName];

/** What is not answered. */
export type Notice =
  | { readonly type: 'typing'; readonly stream: number; readonly id: string }
  | { readonly type: 'detach'; readonly stream: number }
  | { readonly type: 'snapshot'; readonly stream: number }
  | { readonly type: 'resize'; readonly id: string; readonly size: TerminalSize }
  | { readonly type: 'colors'; readonly colors: TerminalColors }
  /** These terminals have ended, and a hub that lives knows it. */
  | { readonly type: 'heard'; readonly ids: readonly string[] }
  /** Another build has taken over: the host ends when it has no terminal left. */
  | { readonly type: 'retire' };

export type FromHub = HubGreeting | Ask | Notice;

export type FromHost =
  | HostGreeting
  | { readonly type: 'answer'; readonly call: number; readonly value?: unknown }
  /** The call could not be carried out, by a fault of ours. */
  | { readonly type: 'fault'; readonly call: number; readonly message: string }
  | { readonly type: 'event'; readonly event: Exclude<TerminalEvent, { readonly type: 'lost' }> };

/** How a hub finds a host: in a file that only this user can read. */
export interface HostRecord {
  readonly protocol: number;
  readonly build: string;
  readonly pid: number;
  /** When the host started, in the system's unit; empty where it does not say. */
  readonly start: string;
  readonly socket: string;
  readonly token: string;
  /** What is to be ended if the host can't do it any more. */
  readonly running: readonly RunningTree[];
}

export interface RunningTree {
  readonly id: string;
  readonly pid: number;
  readonly start: string;
}

/** Stands in the environment of what runs in a terminal, with the terminal's id. */
export const terminalMark = 'VIBEROT_TERMINAL';
