import { useId } from 'react';
import { FieldProblem } from './field';
import { Prose } from './prose';

export interface CheckFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly problem?: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Something to tick. */
export function CheckField({ label, hint, problem, checked, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="flex gap-2">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.75 size-3.5 shrink-0"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
        {problem !== undefined && <FieldProblem>{problem}</FieldProblem>}
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-xs text-faint [&_code]:px-1 [&_code]:py-px [&_code]:text-xs">
            <Prose text={hint} />
          </p>
        )}
      </div>
    </div>
  );
}
