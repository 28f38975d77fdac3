import { runElectron } from './electron';
import { homeArgument, locateApp, locateHome } from './node';

/** The Electron entry: `electron . [--home DIR]`. Not awaited: Electron waits for this module before it gets ready. */
void runElectron(locateApp(import.meta.url), locateHome(homeArgument(process.argv)));
