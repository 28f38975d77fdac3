import { type ComponentType, lazy, Suspense, useEffect } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { Connection } from '../../shared/link';
import { usualLook, type Workspace } from '../../shared/vocabulary';
import type { Live } from '../client';
import type { AgentTerminalProps, RenderTerminal } from '../features/agents';

// The terminal emulator is large; the first view must not wait for it.
const load = () => import('../features/terminals');

export interface TerminalSources {
  readonly connection: Connection;
  /** Opens a second connection, for the terminal that has the keyboard. */
  readonly focused: () => Connection;
  readonly workspace: StoreApi<Live<Workspace>>;
}

/** The terminals of a page, as soon as what draws them has been loaded. */
export interface LazyTerminals {
  readonly render: RenderTerminal;
  /** Does something with a terminal that is shown: see `terminalCommands` of the terminals. */
  command(terminal: string, name: TerminalCommandName): Promise<void>;
}

type Loaded = Awaited<ReturnType<typeof load>>;
export type TerminalCommandName = Parameters<ReturnType<Loaded['createTerminalScreens']>['command']>[1];

export function createLazyTerminals({ connection, focused, workspace }: TerminalSources): LazyTerminals {
  let opening: Promise<{ loaded: Loaded; screens: ReturnType<Loaded['createTerminalScreens']> }> | undefined;

  function open() {
    opening ??= load().then((loaded) => ({ loaded, screens: loaded.createTerminalScreens({ connection, focused }) }));
    return opening;
  }

  const View = lazy(async () => {
    const { loaded, screens } = await open();
    const { TerminalView } = loaded;
    const view: ComponentType<AgentTerminalProps> = ({ onOpenFile, ...props }) => {
      const look = useStore(workspace, ({ value }) => value?.look ?? usualLook);
      return (
        <TerminalView
          {...props}
          screens={screens}
          look={look}
          onOpenFile={(path, line, column) =>
            onOpenFile({ path, ...(line !== undefined && { line }), ...(column !== undefined && { column }) })
          }
        />
      );
    };
    return { default: view };
  });

  return {
    render: (props) => (
      <Suspense fallback={<Opening />}>
        {/* Another terminal is another view: nothing of the one before stays. */}
        <View key={props.terminal} {...props} />
      </Suspense>
    ),
    async command(terminal, name) {
      (await open()).screens.command(terminal, name);
    },
  };
}

function Opening() {
  return (
    <p role="status" className="p-4 text-muted">
      Opening the terminal…
    </p>
  );
}

/** Loads the terminals as soon as the page has nothing else to do, so that the view opens at once. */
export function useTerminalsLoaded(): void {
  useEffect(() => {
    // What goes wrong here is told by the view when it is opened.
    const begin = () => void load().catch(() => undefined);
    // Safari has no requestIdleCallback.
    if ('requestIdleCallback' in window) window.requestIdleCallback(begin);
    else setTimeout(begin, 1_000);
  }, []);
}
