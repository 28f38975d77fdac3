import type { TerminalLook } from '../../../shared/vocabulary';
import { CheckField, NumberField, SelectField, TextField } from '../../ui';
import { Section } from './section';

export interface LookProps {
  readonly look: TerminalLook;
  readonly onChange: (look: Partial<TerminalLook>) => void;
}

const cursors = [
  { value: 'block', label: 'Block' },
  { value: 'bar', label: 'Bar' },
  { value: 'underline', label: 'Underline' },
] as const;
const themes = [
  { value: 'app', label: 'As the app' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** How terminals look and behave. What is chosen is seen in every open terminal at once. */
export function Look({ look, onChange }: LookProps) {
  const size = sizeProblem(look.fontSize);
  return (
    <Section title="Terminals" about="It counts for every terminal, at once.">
      <div className="grid grid-cols-1 gap-4 @lg:grid-cols-2">
        <TextField
          label="Font"
          value={look.fontFamily}
          placeholder="JetBrains Mono"
          hint="The name of a font of this machine; empty for the app’s own."
          onChange={(fontFamily) => onChange({ fontFamily })}
        />
        <NumberField
          label="Font size"
          value={look.fontSize}
          min={6}
          problem={size}
          onChange={(fontSize) => {
            if (fontSize !== undefined && sizeProblem(fontSize) === undefined) onChange({ fontSize });
          }}
        />
        <SelectField label="Colours" options={themes} value={look.theme} onChange={(theme) => onChange({ theme })} />
        <SelectField label="Cursor" options={cursors} value={look.cursor} onChange={(cursor) => onChange({ cursor })} />
      </div>
      <div className="mt-4 flex flex-col gap-2.5">
        <CheckField
          label="The cursor blinks"
          checked={look.cursorBlinks}
          onChange={(cursorBlinks) => onChange({ cursorBlinks })}
        />
        <CheckField
          label="Ligatures"
          hint="Draws => and != as one sign, where the font has them. Slower."
          checked={look.ligatures}
          onChange={(ligatures) => onChange({ ligatures })}
        />
        <CheckField
          label="Copy what is selected at once"
          checked={look.copyOnSelect}
          onChange={(copyOnSelect) => onChange({ copyOnSelect })}
        />
        <CheckField
          label="Ask before several lines are pasted"
          hint="Only where the program does not mark pastes, so that a shell would run them at once."
          checked={look.pasteWarning}
          onChange={(pasteWarning) => onChange({ pasteWarning })}
        />
        <CheckField
          label="Tell screen readers what is on the screen"
          checked={look.screenReader}
          onChange={(screenReader) => onChange({ screenReader })}
        />
      </div>
    </Section>
  );
}

function sizeProblem(size: number): string | undefined {
  return size >= 6 && size <= 40 ? undefined : 'Choose a size from 6 to 40.';
}
