import { shell } from 'electron';
import { fail, ok } from '../../shared/result';
import type { Agent } from '../../shared/vocabulary';
import type { Desktop } from '../ports';

/** The app's windows. */
export interface Windows {
  show(): void;
  showAgent(id: Agent['id']): void;
}

/** The desktop through Electron. */
export function createElectronDesktop({ show, showAgent }: Windows): Desktop {
  return {
    async openFile(path) {
      const problem = await shell.openPath(path);
      return problem === '' ? ok(undefined) : fail('cannot-open', problem);
    },
    async show() {
      show();
      return { window: true };
    },
    showAgent(id) {
      showAgent(id);
      return true;
    },
  };
}
