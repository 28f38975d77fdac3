import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { joinCommand, splitCommand } from '../../../text';
import { FieldProblem, IconButton, TextField } from '../../../ui';
import { removed, replaced } from '../draft/draft';
import { Inherited } from './inherited';

export interface TextListProps {
  /** Of one entry: "Command". */
  readonly label: string;
  readonly title: string;
  /** Undefined: the rule says nothing of it, and `inherited` counts. */
  readonly values: readonly string[] | undefined;
  /** What [defaults] says. */
  readonly inherited?: readonly string[] | undefined;
  readonly onChange: (values: string[] | undefined) => void;
  readonly placeholder?: string;
  readonly hint?: string;
  /** How an entry reads. */
  readonly hintOf?: (value: string) => string | undefined;
  readonly problemOf: (index: number) => string | undefined;
  /** What is wrong with the list as a whole. */
  readonly problem?: string | undefined;
  /** The form gives the focus to the first entry. */
  readonly first?: boolean;
  /** What the button for one more says. */
  readonly add: string;
}

/** Several texts, each in an input of its own. */
export function TextList(props: TextListProps) {
  const { label, title, values: own, inherited, onChange, hint, hintOf, problemOf, problem, add } = props;
  const values = own ?? [];
  const { list, focusNext } = useFocusOnNew(values.length);
  return (
    <fieldset ref={list} className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{title}</legend>
      <div className="flex flex-col gap-1.5">
        {values.map((value, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no other identity than their place
          <div key={index} data-entry className="flex items-start gap-1">
            <div className="min-w-0 flex-1">
              <TextField
                bare
                code
                label={`${label} ${index + 1}`}
                value={value}
                placeholder={index === 0 ? props.placeholder : undefined}
                first={props.first === true && index === 0}
                hint={hintOf?.(value)}
                problem={problemOf(index) ?? (values.length === 1 ? problem : undefined)}
                onChange={(next) => onChange(replaced(values, index, next))}
              />
            </div>
            <IconButton
              label={`Remove ${label.toLowerCase()} ${index + 1}`}
              icon={<X size={13} />}
              onClick={() => onChange(removed(values, index))}
            />
          </div>
        ))}
      </div>
      {problem !== undefined && values.length !== 1 && <FieldProblem>{problem}</FieldProblem>}
      {hint !== undefined && values.length > 0 && <p className="mt-1 text-xs text-faint">{hint}</p>}
      <Inherited values={own} inherited={inherited} onChange={onChange} />
      <AddButton
        onClick={() => {
          focusNext();
          onChange([...values, '']);
        }}
      >
        {add}
      </AddButton>
    </fieldset>
  );
}

/** Who adds an entry wants to type it. */
export function useFocusOnNew(count: number) {
  const list = useRef<HTMLFieldSetElement>(null);
  const wanted = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the new entry is there once there is one more
  useEffect(() => {
    const entries = list.current?.querySelectorAll<HTMLElement>('[data-entry]');
    if (wanted.current) entries?.[entries.length - 1]?.querySelector('input')?.focus();
    wanted.current = false;
  }, [count]);
  return {
    list,
    focusNext() {
      wanted.current = true;
    },
  };
}

export function AddButton({ onClick, children }: { readonly onClick: () => void; readonly children: string }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="mt-1 flex h-6 items-center gap-1 rounded-md pr-1.5 text-sm font-medium text-accent hover:underline"
    >
      <Plus size={13} aria-hidden />
      {children}
    </button>
  );
}

export interface CommandFieldProps {
  readonly label: string;
  readonly words: readonly string[];
  readonly onChange: (words: string[]) => void;
  readonly placeholder?: string;
  readonly hint?: string;
  readonly problem?: string | undefined;
}

/** Arguments, typed as in a shell. What is half typed, such as an open quote, stays as it is. */
export function CommandField({ words, onChange, ...field }: CommandFieldProps) {
  const [typed, setTyped] = useState(() => joinCommand(words));
  const text = joinCommand(splitCommand(typed)) === joinCommand(words) ? typed : joinCommand(words);

  function type(next: string): void {
    setTyped(next);
    onChange(splitCommand(next));
  }

  return <TextField {...field} code value={text} onChange={type} />;
}

export interface NumberListProps {
  readonly label: string;
  readonly values: readonly number[];
  readonly onChange: (values: number[]) => void;
  readonly placeholder?: string;
  readonly hint?: string;
  readonly problem?: string | undefined;
}

/** Whole numbers, separated by spaces or commas; nothing else can be typed. */
export function NumberList({ values, onChange, ...field }: NumberListProps) {
  const [typed, setTyped] = useState(() => values.join(', '));
  const text = numbersIn(typed).join() === values.join() ? typed : values.join(', ');

  function type(next: string): void {
    const allowed = next.replace(/[^\d\s,-]/g, '');
    setTyped(allowed);
    onChange(numbersIn(allowed));
  }

  return <TextField {...field} code value={text} onChange={type} />;
}

function numbersIn(text: string): number[] {
  return (text.match(/-?\d+/g) ?? []).map(Number);
}
