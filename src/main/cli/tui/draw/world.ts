import type { LuaView } from '../../../../shared/contract';
import type { Entities, ViewNode } from '../../../../shared/vocabulary';
import type { Box, TerminalControl } from '../layout/box';
import type { Surface } from '../screen/surface';
import type { Place as Cell } from '../screen/term';

/** What drawn nodes know and do. */
export interface World {
  readonly entities: Entities;
  /** What a node keeps between two drawings, by its id. */
  kept<T extends object>(id: string, create: () => T): T;
  /** Tells Lua what a person has done. `id`: of the node, which shows that it waits. */
  act(did: Deed): void;
  isPending(id: string): boolean;
  /** Asks first. */
  confirm(question: string, then: () => void): void;
  /** Shows a view, an agent or a page: "agents", "view/usage", "agents/k3f9", "https://…". */
  go(to: string): void;
  /** Shows the terminal of an agent where the chosen one is shown. */
  chooseAgent(id: string): void;
  /** The agent that was chosen last. */
  readonly chosenAgent: string | undefined;
  /** The view that was chosen. */
  readonly chosenView: string;
  /** A view of Lua; undefined until it is known. */
  view(name: string): LuaView | 'none' | undefined;
  titleOf(view: string): string;
  /** What stands beside a view in the sidebar. */
  markOf(view: string): string;
  /** How things are, for the status bar: what was done last, or what can be done. */
  readonly message: { readonly text: string; readonly isError: boolean } | undefined;
  readonly hint: string;
  /** The live terminal of an agent, or why there is none. */
  pane(agent: string): Pane | string;
  /** Of the whole screen. */
  readonly columns: number;
  /** The keys go to the program in a terminal. */
  readonly isTyping: boolean;
  /** Something on the screen moves by itself. */
  animate(): number;
  /** What is shown may be another now. */
  changed(): void;
}

export interface Deed {
  readonly id: string;
  readonly view: string;
  readonly action: string;
  readonly value?: unknown;
}

/** An agent's terminal on the screen. */
export interface Pane {
  readonly control: TerminalControl;
  /** @returns where its cursor is */
  paint(surface: Surface): Cell | undefined;
  /** Shows what has scrolled away. @returns whether there is something */
  scroll(by: number): boolean;
}

/** A form that fields belong to. */
export interface Form {
  /** What its fields hold now, by their names. */
  readonly fields: Map<string, Field>;
  submit(): void;
}

export interface Field {
  value(): unknown;
  /** Why it can't be sent as it is. */
  problem(): string | undefined;
}

/** Where a node stands. */
export interface Spot {
  readonly id: string;
  /** The view that it belongs to, whose actions it names. */
  readonly view: string;
  readonly world: World;
  readonly form: Form | undefined;
  /** Views that it stands in, from the outermost. */
  readonly inside: readonly string[];
  /** The boxes of nodes within it. */
  boxes(nodes: readonly ViewNode[], change?: Partial<Spot>): Box[];
}
