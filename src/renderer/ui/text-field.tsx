import { classNames } from './class-names';
import { Field, type FieldProps, inputBorder, inputLook } from './field';

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string | undefined;
  /** It is code: a pattern, a path, a command. */
  readonly code?: boolean;
  /** More than one makes it a box of lines. */
  readonly lines?: number;
  /** Marks the input that a form gives the focus to. */
  readonly first?: boolean;
  /** Offered while typing. */
  readonly list?: string | undefined;
  readonly onFocus?: (() => void) | undefined;
}

/** A text to type. */
export function TextField({
  value,
  onChange,
  placeholder,
  code,
  lines = 1,
  first,
  list,
  onFocus,
  ...field
}: TextFieldProps) {
  return (
    <Field {...field}>
      {(ties) => {
        const shared = {
          ...ties,
          onFocus,
          ...{ value, placeholder, spellCheck: !code, autoComplete: 'off', 'data-first': first ? '' : undefined },
          className: classNames(
            inputLook,
            inputBorder(field.problem),
            code && 'font-mono',
            lines > 1 ? 'py-1.5' : 'h-7',
          ),
        };
        return lines > 1 ? (
          <textarea {...shared} rows={lines} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input {...shared} list={list} onChange={(event) => onChange(event.target.value)} />
        );
      }}
    </Field>
  );
}
