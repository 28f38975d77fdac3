import { Bot, Plus, SquareTerminal } from 'lucide-react';
import { shellProfile } from '../../../shared/vocabulary';
import { useAnswer } from '../../client';
import { Button, EmptyState } from '../../ui';
import { ProfileIcon } from './profile-icon';
import { inOrder } from './start/profile-cards';
import type { AgentsStore } from './store';

/** More are found in the dialog. */
const mostOffered = 4;

/** What the view is for, and the coding agents that are there to begin with. */
export function NoAgents({ store }: { readonly store: AgentsStore }) {
  const { value } = useAnswer({
    question: 'profiles',
    ask: (signal) => store.client.profiles(undefined, { signal }),
  });
  const found = inOrder(value ?? []).filter(({ id }) => id !== shellProfile);
  return (
    <div className="flex h-full overflow-y-auto">
      <EmptyState
        icon={<Bot size={20} />}
        title="Run your coding agents here"
        actions={
          <>
            {found.slice(0, mostOffered).map((profile) => (
              <Button
                key={profile.id}
                icon={<ProfileIcon {...profile} size={13} />}
                onClick={() => store.ask({ type: 'start', profile: profile.id })}
              >
                {profile.name}
              </Button>
            ))}
            <Button icon={<SquareTerminal size={13} />} onClick={() => void store.startShell()}>
              New shell
            </Button>
            <Button look="primary" icon={<Plus size={13} />} onClick={() => store.ask({ type: 'start' })}>
              New agent…
            </Button>
          </>
        }
      >
        Each has a terminal that goes on when this window is closed, and tells when it needs you.
        {value && found.length === 0 && ' No coding agent was found on your PATH; any command can be run as well.'}
      </EmptyState>
    </div>
  );
}

/** All agents go on, but no pane shows one. */
export function NothingShown({ store }: { readonly store: AgentsStore }) {
  return (
    <div className="flex h-full overflow-y-auto">
      <EmptyState
        icon={<SquareTerminal size={20} />}
        title="No agent is shown"
        actions={
          <>
            <Button icon={<SquareTerminal size={13} />} onClick={() => void store.startShell()}>
              New shell
            </Button>
            <Button look="primary" icon={<Plus size={13} />} onClick={() => store.ask({ type: 'start' })}>
              New agent…
            </Button>
          </>
        }
      >
        Choose one in the list. Those that are not shown go on.
      </EmptyState>
    </div>
  );
}
