import type { Tone } from '../../../shared/vocabulary';
import type { Tone as UiTone } from '../../ui';

/** Tones of Lua as the window's colours. */
export const uiTones: Readonly<Record<Tone, UiTone>> = {
  neutral: 'plain',
  muted: 'plain',
  accent: 'accent',
  success: 'good',
  warning: 'warn',
  danger: 'bad',
};

export const textTones: Readonly<Record<Tone, string>> = {
  neutral: 'text-ink',
  muted: 'text-muted',
  accent: 'text-accent',
  success: 'text-good',
  warning: 'text-warn',
  danger: 'text-bad',
};

/** For bars and lines, which are no text. */
export const fillTones: Readonly<Record<Tone, string>> = {
  neutral: 'text-control',
  muted: 'text-line-strong',
  accent: 'text-accent',
  success: 'text-good-vivid',
  warning: 'text-warn-vivid',
  danger: 'text-bad-vivid',
};
