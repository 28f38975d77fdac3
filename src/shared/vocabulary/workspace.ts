import { z } from 'zod';

/** How panes fill a window: an agent's terminal, or a row or column of others. */
export type PaneTree =
  | { readonly type: 'agent'; readonly id: string; readonly agent: string }
  | {
      readonly type: 'split';
      readonly id: string;
      /** `row`: side by side. */
      readonly direction: 'row' | 'column';
      readonly children: readonly PaneTree[];
      /** Of the whole, in percent; one for each child. */
      readonly sizes: readonly number[];
    };
export const PaneTree: z.ZodType<PaneTree> = z.lazy(() =>
  z.union([
    z.object({ type: z.literal('agent'), id: z.string(), agent: z.string() }),
    z.object({
      type: z.literal('split'),
      id: z.string(),
      direction: z.enum(['row', 'column']),
      children: z.array(PaneTree).min(2).max(50),
      sizes: z.array(z.number()).min(2).max(50),
    }),
  ]),
);

/** The panes of the main window. */
export const Layout = z.object({
  root: PaneTree.optional(),
  /** The pane that has the keyboard. */
  focused: z.string().optional(),
  /** The pane that fills the window for now. */
  zoomed: z.string().optional(),
});
export type Layout = z.infer<typeof Layout>;

/** How terminals look and behave, for all windows. */
export const TerminalLook = z.object({
  fontFamily: z.string().max(200),
  fontSize: z.number().min(6).max(40),
  lineHeight: z.number().min(1).max(2),
  ligatures: z.boolean(),
  cursor: z.enum(['block', 'bar', 'underline']),
  cursorBlinks: z.boolean(),
  /** `app`: as the app's theme; otherwise always so. */
  theme: z.enum(['app', 'light', 'dark']),
  /** What is selected is copied at once. */
  copyOnSelect: z.boolean(),
  /** Ask before several lines are pasted into a program that does not mark pastes. */
  pasteWarning: z.boolean(),
  /** Tell screen readers what is on the screen. */
  screenReader: z.boolean(),
});
export type TerminalLook = z.infer<typeof TerminalLook>;

export const usualLook: TerminalLook = {
  fontFamily: '',
  fontSize: 13,
  lineHeight: 1.15,
  ligatures: false,
  cursor: 'block',
  cursorBlinks: false,
  theme: 'app',
  copyOnSelect: false,
  pasteWarning: true,
  screenReader: false,
};

/** What a person arranged in the windows. It is the same for all windows of a home, and outlasts the hub. */
export const Workspace = z.object({
  layout: Layout,
  look: TerminalLook,
  /** Keys in place of the usual ones, by the id of what they do; an empty list: none. Written "Mod+Shift+K". */
  shortcuts: z.record(z.string(), z.array(z.string())),
});
export type Workspace = z.infer<typeof Workspace>;

export const usualWorkspace: Workspace = { layout: {}, look: usualLook, shortcuts: {} };
