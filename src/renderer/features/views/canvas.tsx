import type { CSSProperties } from 'react';
import type { CanvasSpan } from '../../../shared/vocabulary';
import type { NodeProps } from './node-props';

/** A terminal's colours as those of the window, so that they can be read in both themes, also on each other. */
const colors: Readonly<Record<string, { readonly text: string; readonly ground: string }>> = {
  red: { text: 'var(--color-bad)', ground: 'var(--color-bad-soft)' },
  green: { text: 'var(--color-good)', ground: 'var(--color-good-soft)' },
  yellow: { text: 'var(--color-warn)', ground: 'var(--color-warn-soft)' },
  blue: { text: 'var(--color-accent)', ground: 'var(--color-accent-soft)' },
  magenta: { text: 'light-dark(#8a35a8, #d497f0)', ground: 'light-dark(#f5e6fa, #2e1d36)' },
  cyan: { text: 'light-dark(#0f6a77, #62c8d6)', ground: 'light-dark(#e0f2f4, #12292d)' },
  white: { text: 'var(--color-ink)', ground: 'var(--color-pressed)' },
  black: { text: 'var(--color-ink)', ground: 'var(--color-code)' },
  gray: { text: 'var(--color-faint)', ground: 'var(--color-code)' },
};

/** Lines of text in cells of one width, as Lua has drawn them. */
export function CanvasNode({ node, style }: NodeProps<'canvas'>) {
  return (
    <figure aria-label={node.label} className="min-w-0 overflow-auto" style={style}>
      <pre className="w-max font-mono text-sm leading-4.5">
        {node.lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place, and so is a span
          <div key={at} className="h-4.5">
            {line.map((span, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <span key={index} style={lookOf(span)}>
                {span.text}
              </span>
            ))}
          </div>
        ))}
      </pre>
    </figure>
  );
}

function lookOf({ fg, bg, bold = false, italic = false, underline = false }: CanvasSpan): CSSProperties {
  return {
    ...(fg !== undefined && { color: colorOf(fg, 'text') }),
    ...(bg !== undefined && { backgroundColor: colorOf(bg, 'ground') }),
    ...(bold && { fontWeight: 700 }),
    ...(italic && { fontStyle: 'italic' }),
    ...(underline && { textDecoration: 'underline' }),
  };
}

/** A name (also "bright_red"), or "#rrggbb"; anything else leaves the colour as it is. */
function colorOf(name: string, as: 'text' | 'ground'): string | undefined {
  if (/^#([\da-f]{3}|[\da-f]{6})$/i.test(name)) return name;
  const known = name
    .toLowerCase()
    .replace(/^(bright|light|dark)[_-]?/, '')
    .replace('grey', 'gray');
  return colors[known]?.[as];
}
