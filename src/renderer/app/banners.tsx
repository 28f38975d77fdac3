import { Pause, Play, RefreshCw, Unplug } from 'lucide-react';
import type { Connection } from '../../shared/link';
import { useObservable } from '../client';
import { Banner, Button, Prose } from '../ui';

/** Shown as soon as the connection breaks, until it stands again. */
export function ConnectionBanner({ connection }: { readonly connection: Connection }) {
  const state = useObservable(connection.state);
  const lastError = useObservable(connection.lastError);
  if (state === 'open') return null;
  return (
    <Banner
      icon={<Unplug size={16} />}
      action={
        <Button icon={<RefreshCw size={13} />} onClick={connection.retry}>
          Retry now
        </Button>
      }
    >
      <b className="font-semibold">Reconnecting…</b> What you see may be out of date.{' '}
      {lastError !== undefined && (
        <span className="text-muted">
          <Prose text={lastError} />
        </span>
      )}
    </Banner>
  );
}

export function PausedBanner({ onResume }: { readonly onResume: () => void }) {
  return (
    <Banner
      icon={<Pause size={16} />}
      action={
        <Button icon={<Play size={13} />} onClick={onResume}>
          Resume
        </Button>
      }
    >
      <b className="font-semibold">Rules are paused.</b> Commands are still watched and matched, but no action starts.
    </Banner>
  );
}
