import { Inbox } from 'lucide-react';
import { keysNamed, type Tone } from '../../../shared/vocabulary';
import { capsOf } from '../../commands';
import { Alert, Badge, classNames, EmptyState, KeyCaps } from '../../ui';
import { ActionButton } from './button';
import { useText } from './entities';
import type { NodeProps } from './node-props';
import { textTones, uiTones } from './tone';

export function TextNode({ node, style }: NodeProps<'text'>) {
  const text = useText(node.text);
  const { tone = 'neutral', bold = false, truncate = false } = node;
  return (
    <span
      data-line
      title={truncate ? text : undefined}
      className={classNames(
        textTones[tone],
        bold && 'font-semibold',
        truncate ? 'block truncate' : 'whitespace-pre-wrap wrap-anywhere',
      )}
      style={style}
    >
      {text}
    </span>
  );
}

export function ParagraphNode({ node, style }: NodeProps<'paragraph'>) {
  return (
    <p
      className={classNames(
        'max-w-180 text-pretty whitespace-pre-wrap wrap-anywhere',
        textTones[node.tone ?? 'neutral'],
      )}
      style={style}
    >
      {useText(node.text)}
    </p>
  );
}

const headings = {
  1: { Tag: 'h2', look: 'text-lg font-semibold tracking-tight' },
  2: { Tag: 'h3', look: 'text-base font-semibold' },
  3: { Tag: 'h4', look: 'text-sm font-semibold text-muted' },
} as const;

/** The title of the view is the only heading above all of them. */
export function HeadingNode({ node, style }: NodeProps<'heading'>) {
  const { Tag, look } = headings[node.level === 1 || node.level === 3 ? node.level : 2];
  return (
    <Tag data-line className={classNames('wrap-anywhere', look)} style={style}>
      {useText(node.text)}
    </Tag>
  );
}

export function CodeNode({ node, style }: NodeProps<'code'>) {
  return (
    // What scrolls must be in reach of the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <pre tabIndex={0} className="overflow-auto rounded-md bg-code px-3 py-2 font-mono text-sm text-ink" style={style}>
      {node.text}
    </pre>
  );
}

export function BadgeNode({ node, style }: NodeProps<'badge'>) {
  return (
    <span data-line className="inline-flex w-fit max-w-full min-w-0" style={style}>
      <Badge tone={uiTones[node.tone ?? 'neutral']}>{useText(node.text)}</Badge>
    </span>
  );
}

/** As Lua names keys, "mod+s"; what names none is shown as it is. */
export function KeysNode({ node, style }: NodeProps<'keys'>) {
  const named = keysNamed(node.keys);
  return (
    <span data-line className="w-fit" style={style}>
      <KeyCaps keys={named === undefined ? node.keys : capsOf(named)} />
    </span>
  );
}

export function LinkNode({ node, style }: NodeProps<'link'>) {
  const isPage = /^https?:\/\//i.test(node.to);
  return (
    <a
      data-line
      href={isPage ? node.to : `#/${node.to.replace(/^[#/]+/, '')}`}
      {...(isPage && { target: '_blank', rel: 'noopener noreferrer' })}
      className="w-fit text-accent underline-offset-2 wrap-anywhere hover:underline"
      style={style}
    >
      {useText(node.text)}
    </a>
  );
}

const severities: Readonly<Record<Tone, 'info' | 'good' | 'warning' | 'error'>> = {
  ...{ neutral: 'info', muted: 'info', accent: 'info', success: 'good', warning: 'warning', danger: 'error' },
};

export function AlertNode({ node, style }: NodeProps<'alert'>) {
  return (
    <div style={style}>
      <Alert severity={severities[node.tone ?? 'neutral']} title={useText(node.text)} />
    </div>
  );
}

export function EmptyNode({ node, style }: NodeProps<'empty'>) {
  const { title, text, action } = node;
  return (
    <div className="flex" style={style}>
      <EmptyState
        icon={<Inbox size={20} />}
        title={title}
        {...(action && {
          actions: (
            <ActionButton action={action.on_click} look="primary">
              {action.label}
            </ActionButton>
          ),
        })}
      >
        {text ?? ''}
      </EmptyState>
    </div>
  );
}
