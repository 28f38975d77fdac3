import { shell } from 'electron';
import { fail, ok } from '../../shared/result';
import type { Desktop } from '../ports';

/** The desktop through Electron. */
export function createElectronDesktop(showWindow: () => void): Desktop {
  return {
    async openFile(path) {
      const problem = await shell.openPath(path);
      return problem === '' ? ok(undefined) : fail('cannot-open', problem);
    },
    async show() {
      showWindow();
      return { window: true };
    },
  };
}
