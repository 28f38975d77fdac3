import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { type Diagnostic, linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Text } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { Problem } from '../../../../shared/vocabulary';
import type { TextPlace } from '../text';
import { completeKeys } from './complete';
import { tomlLook } from './look';

export interface TomlViewOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly onChange: (text: string) => void;
  readonly onCheck: (text: string) => Promise<readonly Problem[]>;
}

export interface TomlView {
  /** Shows another text. What was typed before can be had back by undo. */
  setText(text: string): void;
  /** Leads the person to a place. */
  goTo(place: TextPlace): void;
  destroy(): void;
}

const checkDelayMs = 300;

export function createTomlView({ parent, text, label, onChange, onCheck }: TomlViewOptions): TomlView {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        [lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(), drawSelection(), history(), tomlLook],
        [search({ top: true }), highlightSelectionMatches(), autocompletion({ override: [completeKeys] })],
        [lintGutter(), linter(check, { delay: checkDelayMs })],
        // Tab leads on to the next control, as everywhere in the window.
        keymap.of([...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(textOf(update.state.doc));
        }),
        EditorState.lineSeparator.of(lineEndOf(text)),
      ],
    }),
  });

  async function check({ state: { doc } }: EditorView): Promise<Diagnostic[]> {
    return (await onCheck(textOf(doc))).map((problem) => diagnosticOf(problem, doc));
  }

  function textOf(doc: Text): string {
    return doc.sliceString(0, doc.length, view?.state.lineBreak ?? lineEndOf(text));
  }

  return {
    setText(next) {
      const { doc } = view.state;
      if (textOf(doc) !== next) view.dispatch({ changes: { from: 0, to: doc.length, insert: next } });
    },
    goTo(place) {
      const at = offsetOf(place, view.state.doc);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function diagnosticOf(problem: Problem, doc: Text): Diagnostic {
  const from = offsetOf(problem, doc);
  const word = /^[\w-]+|^"[^"\n]*"?|^\S/.exec(doc.sliceString(from, doc.lineAt(from).to))?.[0] ?? '';
  return { from, to: from + word.length, severity: 'error', message: problem.message.replaceAll('`', '') };
}

/** A place that the text does not have leads to the nearest that it has. */
function offsetOf({ line, column }: TextPlace, doc: Text): number {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(from + Math.max(column, 1) - 1, to);
}

/** Files of Windows stay as they are. */
function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}
