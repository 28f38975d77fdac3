import { Fragment } from 'react';
import { Chip } from './chip';

/** A sentence in which `backticks` mark code, as the hub's messages do. */
export function Prose({ text }: { readonly text: string }) {
  const pieces = text.split('`').map((piece, index) => ({ piece, code: index % 2 === 1, id: `${index}:${piece}` }));
  return pieces.map(({ piece, code, id }) =>
    code ? <Chip key={id}>{piece}</Chip> : <Fragment key={id}>{piece}</Fragment>,
  );
}
