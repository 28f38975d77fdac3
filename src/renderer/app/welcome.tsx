import { RefreshCw } from 'lucide-react';
import type { Connection } from '../../shared/link';
import { useObservable } from '../client';
import { Button, Prose } from '../ui';
import { Logo } from './logo';

/** What is shown until the first connection stands: that it is being made, or what keeps it from being made. */
export function Welcome({ connection }: { readonly connection: Connection }) {
  const lastError = useObservable(connection.lastError);
  return (
    <main className="flex h-full flex-col items-center justify-center gap-4 p-8 text-center">
      <Logo size={44} />
      {lastError === undefined ? (
        <p role="status" className="text-muted">
          Connecting to VibeRot…
        </p>
      ) : (
        <div role="alert" className="flex max-w-110 flex-col items-center">
          <h1 className="text-xl font-semibold">Not connected</h1>
          <p className="mt-1.5 mb-5 text-pretty text-muted">
            <Prose text={lastError} />
          </p>
          <Button look="primary" icon={<RefreshCw size={13} />} onClick={connection.retry}>
            Try again
          </Button>
        </div>
      )}
    </main>
  );
}
