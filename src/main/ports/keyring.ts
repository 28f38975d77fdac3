import type { Result } from '../../shared/result';

/** The person's keyring: secrets that the system keeps. */
export interface Keyring {
  /** Undefined when there is none. */
  get(service: string, key: string): Promise<Result<string | undefined, 'no-keyring'>>;
  set(service: string, key: string, secret: string): Promise<Result<void, 'no-keyring' | 'too-long'>>;
  /** Does nothing when there is none. */
  delete(service: string, key: string): Promise<Result<void, 'no-keyring'>>;
}
