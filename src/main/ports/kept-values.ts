import type { z } from 'zod';
import type { Observable } from '../../shared/event';
import type { Scope } from '../../shared/scope';

/** A value that outlives the hub. */
export interface KeptValue<T> {
  /** What was kept when it was opened; undefined when there was nothing, or nothing that can be read. */
  readonly before: T | undefined;
  /** What a person should know: that the file was damaged and where it is now, or why it cannot be written. */
  readonly problem: Observable<string | undefined>;
  /** Replaces what is kept, a moment later, in one go: whatever happens meanwhile, the old value or the new one is there. */
  save(value: T): void;
}

/** Values that outlive the hub: a JSON file each, in the home directory, for this user only. */
export interface KeptValues {
  /**
   * A file that is damaged, or that the schema does not take, is moved aside. What is still to be written is written
   * when the scope closes.
   * @param name of the file, without ".json"
   */
  open<T>(name: string, schema: z.ZodType<T>, scope: Scope): Promise<KeptValue<T>>;
}
