import { Switch as Base } from '@base-ui/react/switch';

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** The label is read out but not shown. */
  readonly bare?: boolean;
  readonly tabIndex?: number;
}

export function Switch({ label, checked, onChange, bare = false, tabIndex = 0 }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's switch is a labelable control
    <label className="flex shrink-0 items-center gap-2 select-none">
      <Base.Root
        checked={checked}
        onCheckedChange={onChange}
        aria-label={label}
        tabIndex={tabIndex}
        className="flex h-4.5 w-8 shrink-0 rounded-full bg-control p-0.5 transition-colors duration-150 data-checked:bg-primary"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-white transition-transform duration-150 data-checked:translate-x-3.5" />
      </Base.Root>
      {!bare && <span>{label}</span>}
    </label>
  );
}
