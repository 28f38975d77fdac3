import { Fragment, type ReactNode } from 'react';

/** A name and what it is; facts that are not known (undefined) are left out. */
export type FactEntry = readonly [name: string, value: ReactNode | undefined];

export function FactList({ facts }: { readonly facts: readonly FactEntry[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
      {facts
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt className="text-faint">{name}</dt>
            <dd className="break-words text-ink tabular-nums">{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
