import type { ReactNode } from 'react';
import type { WorktreeDiff } from '../../../shared/vocabulary';

/** What a terminal is drawn with. Who draws it is not the matter of this feature. */
export interface AgentTerminalProps {
  /** The terminal's id. */
  readonly terminal: string;
  /** It has the keyboard. */
  readonly active: boolean;
  /** For screen readers. */
  readonly label: string;
  readonly onFocus: () => void;
  readonly onOpenFile: (file: FilePlace) => void;
}

/** A file that the terminal's text names. */
export interface FilePlace {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

export type RenderTerminal = (props: AgentTerminalProps) => ReactNode;

export interface AgentChangesProps {
  /** The agent's id. */
  readonly agent: string;
  readonly load: (signal: AbortSignal) => Promise<WorktreeDiff>;
  /**
   * Types what the person says of the changes into the agent. False: it was not sent, and why was told. Only for a coding
   * agent that runs: a shell would take the text for commands.
   */
  readonly onComment?: ((text: string) => Promise<boolean>) | undefined;
  readonly onOpenFile: (file: FilePlace) => void;
}

export type RenderChanges = (props: AgentChangesProps) => ReactNode;
