import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

// The colours are those of the window, which follow its theme by themselves.
const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--color-faint)', fontStyle: 'italic' },
  { tag: tags.propertyName, color: 'var(--color-accent)' },
  { tag: tags.string, color: 'var(--color-good)' },
  { tag: tags.number, color: 'var(--color-warn)' },
  // Headers of tables, true and false.
  { tag: tags.atom, color: 'var(--color-ink)', fontWeight: '700' },
]);

const frame = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', color: 'var(--color-ink)', backgroundColor: 'var(--color-canvas)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    fontVariantLigatures: 'none',
    lineHeight: '1.6',
    letterSpacing: '0',
  },
  '.cm-content': { caretColor: 'var(--color-ink)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--color-ink)' },
  '.cm-gutters': { backgroundColor: 'var(--color-canvas)', color: 'var(--color-faint)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--color-pressed) 45%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--color-ink)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--color-accent) 28%, transparent)',
  },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--color-raised)',
    color: 'var(--color-ink)',
    border: '1px solid var(--color-line)',
    borderRadius: '6px',
  },
  '.cm-panels': { borderRadius: '0', fontFamily: 'var(--font-sans)' },
  '.cm-panel.cm-search': { padding: '8px 12px' },
  '.cm-panel.cm-search label': { fontSize: '12px' },
  '.cm-textfield': {
    backgroundColor: 'var(--color-canvas)',
    border: '1px solid var(--color-line-strong)',
    borderRadius: '6px',
    padding: '2px 8px',
    fontSize: '12px',
  },
  '.cm-button': {
    background: 'var(--color-raised)',
    border: '1px solid var(--color-line-strong)',
    borderRadius: '6px',
    padding: '2px 8px',
    fontSize: '12px',
  },
  '.cm-tooltip-autocomplete > ul > li': { padding: '2px 8px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--color-pressed)',
    color: 'var(--color-ink)',
  },
  '.cm-diagnostic': { fontFamily: 'var(--font-sans)', fontSize: '12px', padding: '4px 10px', maxWidth: '460px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--color-bad-vivid)' },
  '.cm-deletedChunk .cm-chunkButtons button': {
    background: 'var(--color-raised)',
    color: 'var(--color-ink)',
    border: '1px solid var(--color-line-strong)',
    borderRadius: '6px',
    padding: '0 8px',
    margin: '2px 0 0 4px',
  },
  // The two colours of a comparison: theirs and mine.
  '.cm-changedLine, .cm-insertedLine': { backgroundColor: 'color-mix(in srgb, var(--color-good) 12%, transparent)' },
  '.cm-deletedChunk, .cm-merge-a .cm-changedLine': {
    backgroundColor: 'color-mix(in srgb, var(--color-bad) 12%, transparent)',
  },
  '.cm-changedText *, .cm-deletedText *, .cm-changedLine *, .cm-insertedLine *, .cm-deletedChunk *': {
    color: 'var(--color-ink) !important',
  },
  '.cm-changedText': { background: 'color-mix(in srgb, var(--color-good) 28%, transparent) !important' },
  '.cm-deletedText, &.cm-merge-a .cm-changedText': {
    background: 'color-mix(in srgb, var(--color-bad) 28%, transparent) !important',
  },
});

/** How TOML looks in this window. */
export const tomlLook: Extension = [StreamLanguage.define(toml), syntaxHighlighting(colours), frame];
