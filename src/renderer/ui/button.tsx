import { Button as Base } from '@base-ui/react/button';
import { LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Tone } from './badge';
import { classNames } from './class-names';
import { Tooltip } from './tooltip';

const looks = {
  primary: 'bg-primary text-white hover:brightness-110 active:brightness-95',
  outline: 'border border-line-strong bg-raised hover:bg-hover active:bg-pressed',
  quiet: 'text-muted hover:bg-pressed/60 hover:text-ink active:bg-pressed',
};

/** Of what is outlined. */
const tones: Record<Tone, string> = {
  ...{ plain: 'text-ink', accent: 'text-accent', good: 'text-good', warn: 'text-warn', bad: 'text-bad' },
};

const shape =
  'inline-flex h-7 shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none disabled:opacity-50 aria-disabled:opacity-50';

export interface ButtonProps {
  readonly look?: keyof typeof looks;
  /** Only with an outline: what it does is good, or not easily taken back. */
  readonly tone?: Tone;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  /** What it does is under way: it says so, keeps the focus, and cannot be pressed again. */
  readonly busy?: boolean;
  /** It opens and closes something, which is open. */
  readonly expanded?: boolean;
  /** It sends the form that it stands in. */
  readonly submits?: boolean;
  readonly onClick?: () => void;
  readonly children: ReactNode;
}

export function Button({
  look = 'outline',
  tone = 'plain',
  icon,
  disabled = false,
  busy = false,
  expanded,
  submits = false,
  onClick,
  children,
}: ButtonProps) {
  return (
    <Base
      type={submits ? 'submit' : 'button'}
      className={classNames(shape, looks[look], look === 'outline' && tones[tone], 'px-2.5 text-sm')}
      disabled={disabled || busy}
      focusableWhenDisabled={busy}
      aria-busy={busy || undefined}
      aria-expanded={expanded}
      onClick={onClick}
    >
      {busy ? <LoaderCircle size={13} className="animate-spin" aria-hidden /> : icon}
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
