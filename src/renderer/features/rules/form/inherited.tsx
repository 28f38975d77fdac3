import { Prose } from '../../../ui';

export interface InheritedProps<T> {
  /** What the rule says itself; an empty list says: none. */
  readonly values: readonly T[] | undefined;
  /** What [defaults] says. */
  readonly inherited: readonly T[] | undefined;
  readonly onChange: (values: T[] | undefined) => void;
}

/** Tells what a list has from [defaults], and lets the rule say something else. Nothing when [defaults] says nothing. */
export function Inherited<T extends string | number>({ values, inherited = [], onChange }: InheritedProps<T>) {
  if (inherited.length === 0) return null;
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-faint">
      <span className="wrap-anywhere [&_code]:px-1 [&_code]:py-px [&_code]:text-xs">
        <Prose text={sentence(values, inherited.join(', '))} />
      </span>
      {values === undefined ? (
        <>
          <TextButton onClick={() => onChange([...inherited])}>Change it here</TextButton>
          <TextButton onClick={() => onChange([])}>Not for this rule</TextButton>
        </>
      ) : (
        <TextButton onClick={() => onChange(undefined)}>Use that</TextButton>
      )}
    </div>
  );
}

function sentence(values: readonly unknown[] | undefined, inherited: string): string {
  if (values === undefined) return `From \`[defaults]\`: ${inherited}`;
  const says = `\`[defaults]\` says ${inherited}`;
  return values.length === 0 ? `Any, though ${says}` : says;
}

function TextButton({ onClick, children }: { readonly onClick: () => void; readonly children: string }) {
  return (
    <button type="button" onClick={onClick} className="font-medium text-accent hover:underline">
      {children}
    </button>
  );
}
