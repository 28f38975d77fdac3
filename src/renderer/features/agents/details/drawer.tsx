import { X } from 'lucide-react';
import { type Agent, isAlive } from '../../../../shared/vocabulary';
import { IconButton, TabPanel, Tabs } from '../../../ui';
import type { AgentsStore } from '../store';
import type { RenderChanges } from '../terminal-slot';
import { Facts, type FactsProps } from './facts';
import { Notes } from './notes';

export type DrawerPart = 'details' | 'changes';

export interface DrawerProps extends Pick<FactsProps, 'home' | 'onShowActivity'> {
  readonly store: AgentsStore;
  readonly agent: Agent;
  readonly part: DrawerPart;
  readonly onPart: (part: DrawerPart) => void;
  readonly onClose: () => void;
  readonly renderChanges: RenderChanges;
}

const parts = [
  { value: 'details', label: 'Details' },
  { value: 'changes', label: 'Changes' },
] as const;

/** Others may be shells, which would take it for commands. */
const takesComments = (agent: Agent) => agent.tool !== undefined && isAlive(agent);

/** All that is known of an agent, the person's notes on it, and the files that it changed. */
export function Drawer({ store, agent, part, onPart, onClose, renderChanges, ...facts }: DrawerProps) {
  return (
    <aside aria-label={`About ${agent.name}`} className="flex h-full min-w-0 flex-col bg-canvas">
      <Tabs label="About the agent" options={parts} value={part} onChange={onPart}>
        {(list) => (
          <>
            <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line pr-2 pl-3">
              {list}
              <h2 className="min-w-0 flex-1 truncate text-right text-sm text-muted">{agent.name}</h2>
              <IconButton label="Close" icon={<X size={15} />} onClick={onClose} />
            </header>
            <TabPanel
              value="details"
              className="min-h-0 flex-1 overflow-y-auto p-4 focus-visible:outline-offset-[-2px]"
            >
              <div className="flex flex-col gap-5">
                <Notes key={agent.id} store={store} agent={agent} />
                <Facts store={store} agent={agent} {...facts} />
              </div>
            </TabPanel>
            <TabPanel value="changes" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
              {renderChanges({
                agent: agent.id,
                load: (signal) => store.client.diff({ id: agent.id }, { signal }),
                onComment: takesComments(agent) ? (text) => store.send(agent.id, text) : undefined,
                onOpenFile: (file) => void store.openFile({ id: agent.id, ...file }),
              })}
            </TabPanel>
          </>
        )}
      </Tabs>
    </aside>
  );
}
