import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names';
import { KeyCaps } from './key-caps';

export interface MenuItem {
  readonly label: string;
  readonly icon?: ReactNode;
  /** Keys that do the same: "Alt ↑". */
  readonly keys?: string;
  /** A second line that says more. */
  readonly hint?: string;
  readonly disabled?: boolean;
  /** It takes something away. */
  readonly grave?: boolean;
  readonly onChoose: () => void;
}

export interface MenuProps {
  /** The button that opens it; it must take a ref and event handlers. */
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
  readonly align?: 'start' | 'end';
}

/** Things to do, behind a button. */
export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} className="z-40">
          <Base.Popup className="max-h-(--available-height) min-w-44 overflow-y-auto rounded-lg bg-raised p-1 shadow-raised outline-none">
            {items.map(({ label, icon, keys, hint, disabled = false, grave = false, onChoose }) => (
              <Base.Item
                key={label}
                label={label}
                disabled={disabled}
                onClick={onChoose}
                className={classNames(
                  'flex min-h-7 items-center gap-2 rounded-md px-2 py-1 text-sm select-none data-disabled:opacity-50 data-highlighted:bg-pressed',
                  grave ? 'text-bad' : 'text-ink',
                )}
              >
                {icon}
                <span className="flex-1">
                  {label}
                  {hint !== undefined && <span className="block text-xs text-faint">{hint}</span>}
                </span>
                {keys !== undefined && <KeyCaps keys={keys} />}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
