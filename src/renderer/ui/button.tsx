import { Button as Base } from '@base-ui/react/button';
import type { ReactNode } from 'react';
import { classNames } from './class-names';
import { Tooltip } from './tooltip';

const looks = {
  primary: 'bg-primary text-white hover:brightness-110 active:brightness-95',
  outline: 'border border-line-strong bg-raised text-ink hover:bg-hover active:bg-pressed',
  quiet: 'text-muted hover:bg-pressed/60 hover:text-ink active:bg-pressed',
};

const shape =
  'inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none disabled:opacity-50';

export interface ButtonProps {
  readonly look?: keyof typeof looks;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  /** It opens and closes something, which is open. */
  readonly expanded?: boolean;
  /** It sends the form that it stands in. */
  readonly submits?: boolean;
  readonly onClick?: () => void;
  readonly children: ReactNode;
}

export function Button({
  look = 'outline',
  icon,
  disabled = false,
  expanded,
  submits = false,
  onClick,
  children,
}: ButtonProps) {
  return (
    <Base
      type={submits ? 'submit' : 'button'}
      className={classNames(shape, looks[look], 'px-2.5 text-sm')}
      disabled={disabled}
      aria-expanded={expanded}
      onClick={onClick}
    >
      {icon}
      {children}
    </Base>
  );
}

export interface IconButtonProps {
  /** What it does: its name, and the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly className?: string;
}

export function IconButton({ label, icon, disabled = false, onClick, className }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <Base
        aria-label={label}
        disabled={disabled}
        className={classNames(shape, looks.quiet, 'w-7', className)}
        onClick={onClick}
      >
        {icon}
      </Base>
    </Tooltip>
  );
}
