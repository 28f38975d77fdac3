import type { Event } from '../../shared/event';
import type { Result } from '../../shared/result';
import type { Scope } from '../../shared/scope';

export interface WebRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  /** Of the whole exchange. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface WebAnswer {
  /** The HTTP status. */
  readonly status: number;
  /** Names in lower case; those that came several times are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A WebSocket (RFC 6455) that is open. It closes with its scope. */
export interface WebConnection {
  /** Text, or bytes. */
  readonly messages: Event<string | Uint8Array>;
  /** The close code; 1006 when the connection broke. Nothing comes after it. */
  readonly closed: Event<number>;
  /** False when it is closed, or too much waits to be sent. */
  send(data: string | Uint8Array): boolean;
  close(): void;
}

/** The web, for code that the person trusts: all addresses may be reached. */
export interface WebClient {
  /** A redirect is an answer like any other; it is not followed. Answers beyond 8 MB are a failure. */
  request(request: WebRequest): Promise<Result<WebAnswer, 'bad-request' | 'unreachable'>>;
  connect(url: string, scope: Scope): Promise<Result<WebConnection, 'bad-request' | 'unreachable'>>;
}
