import { ContextMenu as ContextBase } from '@base-ui/react/context-menu';
import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names';
import { KeyCaps } from './key-caps';

export interface MenuItem {
  readonly label: string;
  readonly icon?: ReactNode;
  /** Keys that do the same: "Alt ↑". */
  readonly keys?: string | undefined;
  /** A second line that says more. */
  readonly hint?: string;
  readonly disabled?: boolean;
  /** It takes something away. */
  readonly grave?: boolean;
  /** A line stands above it. */
  readonly apart?: boolean;
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
          <MenuPopup items={items} />
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface ContextMenuProps {
  /** What is clicked with the other button of the mouse; it must take a ref and event handlers. */
  readonly trigger: ReactElement;
  readonly items: readonly MenuItem[];
  readonly children: ReactNode;
}

/** Things to do with what lies under the pointer. They must be reachable in another way, too. */
export function ContextMenu({ trigger, items, children }: ContextMenuProps) {
  return (
    <ContextBase.Root>
      <ContextBase.Trigger render={trigger}>{children}</ContextBase.Trigger>
      <ContextBase.Portal>
        <ContextBase.Positioner className="z-40">
          <MenuPopup items={items} />
        </ContextBase.Positioner>
      </ContextBase.Portal>
    </ContextBase.Root>
  );
}

function MenuPopup({ items }: Pick<MenuProps, 'items'>) {
  return (
    <Base.Popup className="max-h-(--available-height) min-w-44 overflow-y-auto rounded-lg bg-raised p-1 shadow-raised outline-none">
      {items.map((item) => (
        <Item key={item.label} {...item} />
      ))}
    </Base.Popup>
  );
}

function Item({ label, icon, keys, hint, disabled = false, grave = false, apart = false, onChoose }: MenuItem) {
  return (
    <>
      {apart && <Base.Separator className="mx-2 my-1 h-px bg-line" />}
      <Base.Item
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
    </>
  );
}
