import { ChevronDown } from 'lucide-react';
import type { ChoiceOption } from './choice';
import { classNames } from './class-names';
import { Field, type FieldProps, inputBorder, inputLook } from './field';

export interface SelectFieldProps<T extends string> extends FieldProps {
  readonly options: readonly Pick<ChoiceOption<T>, 'value' | 'label'>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of several, in the system's own list. */
export function SelectField<T extends string>({ options, value, onChange, ...field }: SelectFieldProps<T>) {
  return (
    <Field {...field}>
      {(ties) => (
        <div className="relative">
          <select
            {...ties}
            value={value}
            // Only values of `options` can be chosen.
            onChange={(event) => onChange(event.target.value as T)}
            className={classNames(inputLook, inputBorder(field.problem), 'h-7 appearance-none pr-7')}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown size={13} className="pointer-events-none absolute top-1.75 right-2 text-faint" aria-hidden />
        </div>
      )}
    </Field>
  );
}
