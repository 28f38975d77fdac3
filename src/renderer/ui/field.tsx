import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Prose } from './prose';

/** How inputs look, whatever is typed into them. */
export const inputLook =
  'w-full min-w-0 rounded-md border bg-raised px-2.5 text-sm placeholder:text-faint focus-visible:outline-offset-0 disabled:opacity-60';

export function inputBorder(problem: string | undefined): string {
  return problem === undefined ? 'border-line-strong' : 'border-bad';
}

export interface FieldProps {
  readonly label: string;
  /** Below the input: what it means, or how it is written. `Backticks` mark code. */
  readonly hint?: string | undefined;
  /** What is wrong with it. */
  readonly problem?: string | undefined;
  /** The label is read out but not shown: what is around it says it already. */
  readonly bare?: boolean;
}

/** What ties an input to its label, hint and problem. */
export interface FieldTies {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean;
}

/** A labelled input with its hint and what is wrong with it. */
export function Field({
  label,
  hint,
  problem,
  bare = false,
  children,
}: FieldProps & { readonly children: (ties: FieldTies) => ReactNode }) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, problem !== undefined && `${id}-problem`].filter(Boolean);
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={bare ? 'sr-only' : 'mb-1 block text-sm font-medium'}>
        {label}
      </label>
      {children({ id, 'aria-describedby': described.join(' ') || undefined, 'aria-invalid': problem !== undefined })}
      {problem !== undefined && <FieldProblem id={`${id}-problem`}>{problem}</FieldProblem>}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="mt-1 text-xs text-faint [&_code]:px-1 [&_code]:py-px [&_code]:text-xs">
          <Prose text={hint} />
        </p>
      )}
    </div>
  );
}

export interface FieldProblemProps {
  readonly id?: string;
  readonly children: string;
}

export function FieldProblem({ id, children }: FieldProblemProps) {
  return (
    <p id={id} className={'mt-1 flex gap-1.5 text-xs text-bad [&_code]:px-1 [&_code]:py-px [&_code]:text-xs'}>
      <CircleAlert size={12} className="mt-0.5 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">
        <Prose text={children} />
      </span>
    </p>
  );
}
