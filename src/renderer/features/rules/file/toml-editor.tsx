import { useEffect, useRef } from 'react';
import type { Problem } from '../../../../shared/vocabulary';
import type { TextPlace } from '../text';
import { createTomlView, type TomlView } from './code-mirror';

export interface TomlEditorProps {
  readonly text: string;
  /** Where the person is to be led. */
  readonly place: TextPlace | undefined;
  readonly onChange: (text: string) => void;
  readonly onCheck: (text: string) => Promise<readonly Problem[]>;
}

/** The file as text, with what is wrong marked where it stands. */
export function TomlEditor({ text, place, onChange, onCheck }: TomlEditorProps) {
  const element = useRef<HTMLDivElement>(null);
  const view = useRef<TomlView>(undefined);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text of the start; the effect below follows it
  useEffect(() => {
    if (!element.current) return;
    view.current = createTomlView({ parent: element.current, text, label: 'config.toml', onChange, onCheck });
    return () => view.current?.destroy();
  }, [onChange, onCheck]);

  useEffect(() => view.current?.setText(text), [text]);
  useEffect(() => {
    if (place) view.current?.goTo(place);
  }, [place]);

  return <div ref={element} className="min-h-0 flex-1 overflow-hidden" />;
}
