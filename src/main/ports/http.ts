import type { Result } from '../../shared/result';

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Addresses of this machine, of private networks and of the cloud's metadata are allowed. */
  readonly allowPrivate: boolean;
  readonly signal: AbortSignal;
}

export interface PostAnswer {
  /** The HTTP status. */
  readonly status: number;
  /** The value of the header Retry-After. */
  readonly retryAfter?: string | undefined;
  /** The beginning of the body: at most 1 KB. */
  readonly text: string;
}

/** `refused`: by us, as the address is not allowed or the address is none; `unreachable`: no answer came. */
export type PostFailure = 'refused' | 'unreachable';

export interface Http {
  /** Sends a body by POST, once. A redirect is an answer like any other; it is not followed. */
  post(request: PostRequest): Promise<Result<PostAnswer, PostFailure>>;
}
