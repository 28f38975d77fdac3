import type { ReactNode } from 'react';

/** A short piece of code in a line of text: a glob, a path, a command. */
export function Chip({ children }: { readonly children: ReactNode }) {
  return (
    <code className="rounded bg-code px-1.5 py-0.5 text-sm wrap-anywhere text-ink box-decoration-clone">
      {children}
    </code>
  );
}
