import type { CSSProperties } from 'react';
import type { NodeOf, ViewNode } from '../../../shared/vocabulary';
import { classNames } from '../../ui';

/** A step of the window's grid, in pixels: what a cell of gap or padding is. */
const step = 8;

type Sized = Pick<ViewNode, 'grow' | 'width' | 'height'>;

/** How much room a node takes in the box around it. A cell is as wide as a digit and as high as a line. */
export function placeOf({ grow = 0, width, height }: Sized): CSSProperties {
  return {
    ...(grow > 0 && { flex: `${grow} 1 0%`, minWidth: 0, minHeight: 0 }),
    // Shares give way for the gaps between them.
    ...(width !== undefined && { width: sizeOf(width, 'ch'), flexShrink: typeof width === 'number' ? 0 : 1 }),
    ...(width !== undefined && { maxWidth: '100%' }),
    ...(height !== undefined && { height: sizeOf(height, 'lh'), flexShrink: 0 }),
    // Its share is of what the sizes leave.
    ...(grow > 0 && (width !== undefined || height !== undefined) && { flexBasis: 'auto' }),
  };
}

export function sizeOf(size: number | string, unit: 'ch' | 'lh'): string {
  return typeof size === 'number' ? `calc(${size} * 1${unit})` : size;
}

interface Box {
  readonly gap?: number | undefined;
  readonly padding?: number | undefined;
}

export function insideOf({ gap, padding }: Box, usual: Box = {}): CSSProperties {
  const [gapSteps, paddingSteps] = [gap ?? usual.gap, padding ?? usual.padding];
  return {
    ...(gapSteps !== undefined && { gap: gapSteps * step }),
    ...(paddingSteps !== undefined && { padding: paddingSteps * step }),
  };
}

const alignments = { start: 'items-start', center: 'items-center', end: 'items-end', stretch: 'items-stretch' };
const justifications = {
  start: 'justify-start',
  center: 'justify-center',
  end: 'justify-end',
  between: 'justify-between',
};

interface Flow {
  readonly align?: keyof typeof alignments | undefined;
  readonly justify?: keyof typeof justifications | undefined;
  readonly scroll?: boolean | undefined;
}

/** Classes for what flows in a box. Beside something tall, what is one line high (`data-line`) stands in the middle. */
export function flowOf(direction: 'row' | 'column', { align, justify, scroll = false }: Flow): string {
  return classNames(
    'flex min-w-0',
    direction === 'row' ? '*:min-w-0' : 'flex-col *:shrink-0',
    align ? alignments[align] : direction === 'row' && '*:data-line:self-center',
    justify && justifications[justify],
    scroll && 'min-h-0 overflow-auto',
  );
}

/** Whether a row may break into lines: when nothing in it has a size or a share of its own. */
export function mayWrap({ scroll = false, children }: NodeOf<'row' | 'status_bar'>): boolean {
  return !scroll && children.every(({ grow = 0, width, kind }) => grow === 0 && width === undefined && !isPart(kind));
}

const isPart = (kind: string): boolean => kind === 'sidebar' || kind === 'main';
