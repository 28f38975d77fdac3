import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export interface TabOption<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Beside the label: a count, a mark. */
  readonly mark?: ReactNode;
}

export interface TabsProps<T extends string> {
  /** What the tabs are parts of. */
  readonly label: string;
  readonly options: readonly TabOption<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** Tabs without their panels: the view shows what belongs to the chosen one in a `TabPanel`. */
export function Tabs<T extends string>({
  label,
  options,
  value,
  onChange,
  children,
}: TabsProps<T> & { readonly children: (list: ReactNode) => ReactNode }) {
  const list = (
    <Base.List aria-label={label} className="flex gap-0.5 rounded-lg bg-code p-0.5">
      {options.map((option) => (
        <Base.Tab
          key={option.value}
          value={option.value}
          className="flex h-6 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium whitespace-nowrap text-muted select-none hover:text-ink data-active:bg-chosen data-active:text-ink data-active:shadow-[0_0_0_1px_var(--color-line),0_1px_2px_rgb(0_0_0/0.06)]"
        >
          {option.label}
          {option.mark}
        </Base.Tab>
      ))}
    </Base.List>
  );
  return (
    // Only values of `options` can be chosen.
    <Base.Root value={value} onValueChange={(next) => onChange(next as T)} className="contents">
      {children(list)}
    </Base.Root>
  );
}

export const TabPanel = Base.Panel;
