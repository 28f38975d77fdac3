import { X } from 'lucide-react';
import { useState } from 'react';
import { FieldProblem, IconButton, TextField } from '../../../ui';
import { removed, replaced } from '../draft/draft';
import { AddButton, useFocusOnNew } from './fields';

export interface HeadersProps {
  readonly headers: Readonly<Record<string, string>>;
  readonly problem: string | undefined;
  readonly onChange: (headers: Record<string, string>) => void;
}

type Pair = readonly [name: string, value: string];

/** Names and values. A line without a name is not a header yet. */
export function Headers({ headers, problem, onChange }: HeadersProps) {
  const [typed, setTyped] = useState<readonly Pair[]>(() => Object.entries(headers));
  const pairs = sameTable(tableOf(typed), headers) ? typed : Object.entries(headers);

  const { list, focusNext } = useFocusOnNew(pairs.length);

  function change(next: readonly Pair[]): void {
    setTyped(next);
    onChange(tableOf(next));
  }

  return (
    <fieldset ref={list} className="min-w-0">
      <legend className="mb-1 text-sm font-medium">Headers</legend>
      <div className="flex flex-col gap-1.5">
        {pairs.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: headers have no other identity than their place
          <div key={index} data-entry className="flex items-start gap-1">
            <div className="grid min-w-0 flex-1 grid-cols-[2fr_3fr] gap-1.5">
              <TextField
                bare
                code
                label={`Header ${index + 1}`}
                placeholder="Authorization"
                value={name}
                onChange={(next) => change(replaced(pairs, index, [next, value]))}
              />
              <TextField
                bare
                code
                label={`Value of header ${index + 1}`}
                placeholder={'Bearer $' + '{TOKEN}'}
                value={value}
                onChange={(next) => change(replaced(pairs, index, [name, next]))}
              />
            </div>
            <IconButton
              label={`Remove header ${index + 1}`}
              icon={<X size={13} />}
              onClick={() => change(removed(pairs, index))}
            />
          </div>
        ))}
      </div>
      {problem !== undefined && <FieldProblem>{problem}</FieldProblem>}
      <AddButton
        onClick={() => {
          focusNext();
          change([...pairs, ['', '']]);
        }}
      >
        Add a header
      </AddButton>
    </fieldset>
  );
}

function tableOf(pairs: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(pairs.filter(([name]) => name !== ''));
}

function sameTable(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  return JSON.stringify(Object.entries(a)) === JSON.stringify(Object.entries(b));
}
