import { createContext, useContext, useEffect, useRef, useState } from 'react';

type FieldValue = string | boolean;

/** What somebody has put into a field, on top of what Lua says of it. */
interface Draft {
  readonly value: FieldValue;
  /** What Lua said then: when it says something else, that counts. */
  readonly base: FieldValue;
}

/** The fields of a form. */
export interface FormState {
  readonly drafts: Readonly<Record<string, Draft | undefined>>;
  setDraft(name: string, draft: Draft): void;
  /** Somebody has tried to send it: what is wrong is said from now on. */
  readonly tried: boolean;
  readonly fields: Map<string, FieldAtHand>;
}

export interface FieldAtHand {
  /** What it gives to Lua. */
  readonly value: unknown;
  readonly problem: string | undefined;
}

export const FormContext = createContext<FormState | undefined>(undefined);

export interface FieldOptions<Value extends FieldValue> {
  readonly name: string;
  /** What Lua says that it holds. */
  readonly base: Value;
  readonly problemOf?: (value: Value) => string | undefined;
  /** What is given to Lua; the value itself without it. */
  readonly told?: (value: Value) => unknown;
}

/** A field's value: what was typed stays over redraws until Lua says something else. In a form it is told when that is sent. */
export function useField<Value extends FieldValue>({ name, base, problemOf, told }: FieldOptions<Value>) {
  const form = useContext(FormContext);
  const [ownDraft, setOwnDraft] = useState<Draft>();
  const draft = form ? form.drafts[name] : ownDraft;
  // A draft of a field that was of another type is none.
  const value = draft?.base === base && typeof draft.value === typeof base ? (draft.value as Value) : base;
  const problem = problemOf?.(value);
  const atHand = useRef<FieldAtHand>(undefined);
  atHand.current = { value: told ? told(value) : value, problem };

  const fields = form?.fields;
  useEffect(() => {
    if (!fields) return;
    const field: FieldAtHand = {
      get value() {
        return atHand.current?.value;
      },
      get problem() {
        return atHand.current?.problem;
      },
    };
    fields.set(name, field);
    return () => {
      if (fields.get(name) === field) fields.delete(name);
    };
  }, [fields, name]);

  return {
    value,
    problem: form?.tried ? problem : undefined,
    set(next: Value): void {
      const changed = { value: next, base };
      if (form) form.setDraft(name, changed);
      else setOwnDraft(changed);
    },
  };
}
