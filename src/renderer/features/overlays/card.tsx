import { ExternalLink, X } from 'lucide-react';
import type { Overlay } from '../../../shared/vocabulary';
import { classNames, IconButton } from '../../ui';
import { CommandProgress } from './command-progress';
import type { OverlaysStore } from './store';

export interface OverlayCardProps {
  readonly overlay: Overlay;
  readonly store: OverlaysStore;
  /** In CSS pixels; without it the card fills what it is in. */
  readonly size?: { readonly width: number; readonly height: number };
}

/** An overlay: its title, the way to close it, and what it shows. */
export function OverlayCard({ overlay, store, size }: OverlayCardProps) {
  const { title, content, clickThrough, id } = overlay;
  return (
    <article
      aria-label={title}
      style={size}
      className={classNames(
        'flex min-h-0 flex-col overflow-hidden rounded-xl border border-line-strong bg-raised',
        size ? 'max-w-[calc(100vw-2rem)] shrink shadow-raised' : 'size-full',
        // Also of one that lets clicks through the button can be pressed.
        clickThrough ? 'pointer-events-none opacity-90 [&_button]:pointer-events-auto' : 'pointer-events-auto',
      )}
    >
      <header className="flex h-9 shrink-0 items-center gap-1 pr-1.5 pl-3.5">
        <h2 className="min-w-0 flex-1 truncate font-medium" title={title}>
          {title}
        </h2>
        {content.type === 'url' && <OpenElsewhere url={content.url} />}
        <IconButton label="Close" icon={<X size={14} />} onClick={() => store.close(id)} />
      </header>
      {content.type === 'progress' ? <CommandProgress overlay={overlay} store={store} /> : <Frame overlay={overlay} />}
    </article>
  );
}

/** A page that is not ours. It has no way to this page, opens no windows, and a file has not even an origin. */
function Frame({ overlay: { content, address, title } }: Pick<OverlayCardProps, 'overlay'>) {
  const isUrl = content.type === 'url';
  return (
    <iframe
      title={title}
      src={isUrl ? content.url : address && `/${address}`}
      sandbox={isUrl ? 'allow-scripts allow-forms allow-same-origin' : 'allow-scripts'}
      referrerPolicy="no-referrer"
      className={classNames('min-h-0 w-full flex-1 border-0 border-t border-line', isUrl && 'bg-white')}
    />
  );
}

/** Many sites refuse to be shown in another page. */
function OpenElsewhere({ url }: { readonly url: string }) {
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      aria-label="Open in a tab of its own"
      title="Open in a tab of its own"
      className="pointer-events-auto grid size-7 place-items-center rounded-md text-muted hover:bg-pressed/60 hover:text-ink"
    >
      <ExternalLink size={13} />
    </a>
  );
}
