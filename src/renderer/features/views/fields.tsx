import { type KeyboardEvent, useRef } from 'react';
import { CheckField, classNames, Field, inputBorder, inputLook, SelectField } from '../../ui';
import { useField } from './form-state';
import type { NodeProps } from './node-props';
import { useTelling } from './pending';

export function InputNode({ node, style }: NodeProps<'input'>) {
  const { name, label = name, help, placeholder, type = 'text', multiline = false, required = false } = node;
  const base = node.value ?? '';
  /** What Lua gets of it: a number that was not typed, or not to its end, is none. */
  const told = (text: string) => (type !== 'number' ? text : text.trim() === '' ? undefined : Number(text));
  const problemOf = (text: string) => (required && text.trim() === '' ? 'This is needed.' : undefined);
  const { value, set, problem } = useField<string>({ name, base, problemOf, told });
  const tell = useTelling(node.on_change);
  const last = useRef({ base, value: base });
  // What Lua says anew was not typed here.
  if (last.current.base !== base) last.current = { base, value: base };

  /** Once for each change. */
  function commit(): void {
    if (value === last.current.value) return;
    last.current = { base, value };
    tell(told(value));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    const sends = event.ctrlKey || event.metaKey;
    if (multiline && !sends) return;
    commit();
    // In a box of lines Enter makes a line; with Ctrl it sends the form.
    if (multiline && event.currentTarget instanceof HTMLTextAreaElement) event.currentTarget.form?.requestSubmit();
  }

  return (
    <div style={style}>
      <Field label={required ? `${label} *` : label} hint={help} problem={problem}>
        {(ties) => {
          const shared = {
            ...ties,
            ...{ name, value, placeholder, 'aria-required': required, autoComplete: 'off' },
            ...{
              onBlur: commit,
              onKeyDown,
              onChange: (event: { target: { value: string } }) => set(event.target.value),
            },
            className: classNames(inputLook, inputBorder(problem), multiline ? 'py-1.5' : 'h-7'),
          };
          return multiline ? <textarea {...shared} rows={4} /> : <input {...shared} type={type} step="any" />;
        }}
      </Field>
    </div>
  );
}

export function SelectNode({ node, style }: NodeProps<'select'>) {
  const { name, label = name, help, options } = node;
  const { value, set } = useField({ name, base: node.value ?? options[0]?.value ?? '' });
  const tell = useTelling(node.on_change);
  return (
    <div style={style}>
      <SelectField
        {...{ label, hint: help, value }}
        options={options.map((option) => ({ value: option.value, label: option.label ?? option.value }))}
        onChange={(next) => {
          set(next);
          tell(next);
        }}
      />
    </div>
  );
}

export function CheckboxNode({ node, style }: NodeProps<'checkbox'>) {
  const { name, label = name, help } = node;
  const { value, set } = useField({ name, base: node.value ?? false });
  const tell = useTelling(node.on_change);
  return (
    <div data-line style={style}>
      <CheckField
        label={label}
        {...(help !== undefined && { hint: help })}
        checked={value}
        onChange={(next) => {
          set(next);
          tell(next);
        }}
      />
    </div>
  );
}
