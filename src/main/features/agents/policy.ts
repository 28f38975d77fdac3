import type { SpawnRequest } from '../../../shared/contract';
import type { Event } from '../../../shared/event';
import type { Result } from '../../../shared/result';
import type { Agent, AgentStatus, Exit, StatusRules } from '../../../shared/vocabulary';

/** What is decided elsewhere: the mechanism asks, carries out, and has something safe to do where nobody answers. */
export interface AgentPolicy {
  /** The request as it is carried out, or why it is not. */
  before(request: SpawnRequest): Promise<Result<SpawnRequest, 'cannot-start'>>;
  /** The environment of an agent, without what we add for ourselves. */
  environment(env: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>;
  readonly rules: RuleBook;
  readonly lines: LineListeners;
  /** An agent has another status: whoever wants to know of it is told. */
  attention(change: AttentionChange): void;
  /** A run has ended by itself. Answers within seconds: it is left at that if nobody knows better. */
  sequel(ended: EndedRun): Promise<Sequel>;
}

/** Rules for screens and titles, by the names of tools and profiles. */
export interface RuleBook {
  /** Those of the first name first. Undefined: they are not known yet. */
  of(names: readonly string[]): StatusRules | undefined;
  readonly changed: Event<void>;
}

/** Who wants to know what agents write. */
export interface LineListeners {
  /** Whether somebody listens to one of the names: an agent's id, its profile or its tool. */
  want(names: readonly string[]): boolean;
  /** Lines that have come to stand on its screen. */
  take(agent: Agent, names: readonly string[], lines: readonly string[]): void;
}

export interface AttentionChange {
  readonly agent: Agent;
  readonly before: AgentStatus;
  /** A person has it before their eyes. */
  readonly lookedAt: boolean;
  /** Who does not look would want to know. */
  readonly news: boolean;
}

export interface EndedRun {
  readonly agent: Agent;
  readonly exit: Exit;
  readonly ranMs: number;
  /** What the sequel of the run before had to remember; nothing if a person started this one. */
  readonly memory: unknown;
}

/** What is to be done. */
export interface Sequel {
  /** It is started again after so long. Undefined: it is left at that. */
  readonly againAfterMs?: number | undefined;
  /** What people are told about it. */
  readonly text?: string | undefined;
  readonly memory?: unknown;
}
