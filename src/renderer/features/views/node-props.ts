import type { CSSProperties, ReactNode } from 'react';
import type { NodeKind, NodeOf } from '../../../shared/vocabulary';

export interface NodeProps<Kind extends NodeKind> {
  readonly node: NodeOf<Kind>;
  /** The room that it takes in the box around it. */
  readonly style: CSSProperties;
  /** What it contains, drawn, one element for each child; of kinds without children nothing. */
  readonly children?: readonly ReactNode[];
}
