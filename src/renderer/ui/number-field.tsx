import { useState } from 'react';
import { Field, type FieldProps, inputBorder, inputLook } from './field';

export interface NumberFieldProps extends FieldProps {
  readonly value: number | undefined;
  /** With undefined when it is empty. */
  readonly onChange: (value: number | undefined) => void;
  readonly placeholder?: string;
  readonly min?: number;
}

/** A whole number to type. What is half typed ("-") stays on the screen and counts as nothing. */
export function NumberField({ value, onChange, placeholder, min, ...field }: NumberFieldProps) {
  const [typed, setTyped] = useState({ text: String(value ?? ''), value });
  const text = typed.value === value ? typed.text : String(value ?? '');

  function type(next: string): void {
    const number = next === '' ? undefined : Number(next);
    setTyped({ text: next, value: number });
    onChange(number);
  }

  return (
    <Field {...field}>
      {(ties) => (
        <input
          {...ties}
          type="number"
          step={1}
          min={min}
          value={text}
          placeholder={placeholder}
          onChange={(event) => type(event.target.value)}
          className={`h-7 tabular-nums ${inputLook} ${inputBorder(field.problem)}`}
        />
      )}
    </Field>
  );
}
