import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { tomlLook } from './look';

export interface MergeEditorProps {
  readonly theirs: string;
  /** What the right side holds; it can be changed. */
  readonly mine: string;
  readonly onChange: (text: string) => void;
  /** Both in one column, for a narrow window. */
  readonly unified: boolean;
}

/** Two versions, side by side; each difference can be taken over from the other. */
export function MergeEditor({ theirs, mine, onChange, unified }: MergeEditorProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = element.current;
    if (!parent) return;
    const mineExtensions = [
      ...[lineNumbers(), history(), tomlLook, EditorView.lineWrapping],
      keymap.of([...historyKeymap, ...defaultKeymap]),
      labelled('My version'),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.sliceDoc());
      }),
    ];
    const view = unified
      ? new EditorView({
          parent,
          state: EditorState.create({
            doc: mine,
            extensions: [...mineExtensions, unifiedMergeView({ original: theirs, mergeControls })],
          }),
        })
      : new MergeView({
          parent,
          revertControls: 'a-to-b',
          a: {
            doc: theirs,
            extensions: [
              ...[lineNumbers(), tomlLook, EditorView.lineWrapping, labelled('Their version')],
              EditorState.readOnly.of(true),
            ],
          },
          b: { doc: mine, extensions: mineExtensions },
        });
    return () => view.destroy();
  }, [theirs, mine, onChange, unified]);
  return <div ref={element} className="h-full overflow-auto" />;
}

/** A button for one difference in a single column. */
function mergeControls(type: 'reject' | 'accept', action: (event: MouseEvent) => void): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = type === 'accept' ? 'Keep mine' : 'Take theirs';
  button.addEventListener('click', action);
  return button;
}

function labelled(label: string): Extension {
  return EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false', tabindex: '0' });
}
