import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export interface ChoiceOption<T extends string> {
  readonly value: T;
  readonly label: string;
  /** Shown instead of the label, which then is only its name. */
  readonly icon?: ReactNode;
}

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly ChoiceOption<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Stand on top of each other in a narrow window. */
  readonly stacks?: boolean;
}

/** One of a few options, side by side. */
export function Choice<T extends string>({ label, options, value, onChange, stacks = false }: ChoiceProps<T>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => {
        // Pressing the chosen one again would leave none.
        if (next) onChange(next as T);
      }}
      className={classNames('flex shrink-0 gap-0.5 rounded-lg bg-code p-0.5', stacks && 'max-wide:flex-col')}
    >
      {options.map((option) => (
        <Toggle
          key={option.value}
          value={option.value}
          aria-label={option.label}
          title={option.icon === undefined ? undefined : option.label}
          className="flex h-6 min-w-7 items-center justify-center rounded-md px-1.5 text-sm font-medium whitespace-nowrap text-muted hover:text-ink data-pressed:bg-chosen data-pressed:text-ink data-pressed:shadow-[0_0_0_1px_var(--color-line),0_1px_2px_rgb(0_0_0/0.06)]"
        >
          {option.icon ?? option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
