import { dialog } from 'electron';
import { type Agent, isAlive } from '../../shared/vocabulary';
import type { Hub } from '../compose';
import { showLastWord } from './notifier';
import { counted } from './tray-agents';
import type { MainWindow } from './window';
import type { WindowMemory } from './window-memory';

export interface QuittingOptions {
  readonly agents: Hub['agents'];
  readonly window: Pick<MainWindow, 'close'>;
  readonly memory: Pick<WindowMemory, 'tellThatAgentsGoOn'>;
  readonly icon: string;
  /** Closes everything of ours. */
  end(): void;
}

/** The ways in which a person ends the app. Both ask before changes are lost that are not saved. */
export interface Quitting {
  /** Agents go on; the first time that is told. */
  quit(): Promise<void>;
  /** Ends the agents as well, once the person has said yes. */
  quitAndEndAgents(): Promise<void>;
}

export function createQuitting({ agents, window, memory, icon, end }: QuittingOptions): Quitting {
  const alive = () => agents.state.value.filter(isAlive);

  return {
    async quit() {
      if (!(await window.close())) return;
      const { length } = alive();
      if (length > 0 && memory.tellThatAgentsGoOn()) {
        const title = length === 1 ? '1 agent goes on' : `${length} agents go on`;
        await showLastWord({ title, message: 'They are there again when you open VibeRot.', icon });
      }
      end();
    },
    async quitAndEndAgents() {
      const running = alive();
      if (running.length > 0 && !(await isMeant(running))) return;
      if (!(await window.close())) return;
      await agents.killAll();
      end();
    },
  };
}

const endThem = 0;
/** More names make nobody wiser. */
const mostNamed = 8;

async function isMeant(running: readonly Agent[]): Promise<boolean> {
  const names = running.slice(0, mostNamed).map(({ name }) => name);
  const more = running.length - names.length;
  const all = more > 0 ? [...names, `and ${more} more`] : names;
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: `Quit and end ${counted(running.length)}?`,
    detail: `What they are doing is cut off:\n${all.join('\n')}`,
    buttons: ['Quit and end agents', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === endThem;
}
