import { type CliHost, runCli } from './cli';
import {
  absolutePath,
  connectLocalSocket,
  createHistoryStore,
  createLuaDomains,
  createProbeInstaller,
  createShellSetups,
  createText,
  createTextTrees,
  findBuiltProbe,
  localTerminalSize,
  locateApp,
  locateHome,
  openEditor,
  openLocalTerminal,
  openOnDesktop,
  readInput,
  readLine,
  readLuaFolder,
  readSession,
  readText,
  replaceText,
  typedLines,
  userHome,
  writeLine,
  writeParts,
} from './node';

/** The plain-Node entry: every `viberot` command, and with `serve` the whole hub without Electron. */
const app = locateApp(import.meta.url);

const host: CliHost = {
  version: app.version,
  out: (line) => writeLine('stdout', line),
  error: (line) => writeLine('stderr', line),
  locateHome,
  userHome: userHome(),
  absolute: absolutePath,
  agentId: process.env.VIBEROT_AGENT_ID || undefined,
  terminalSize: localTerminalSize,
  openTerminal: openLocalTerminal,
  ...{ readText, createText, replaceText, readInput, readLine, openEditor },
  typedLines: (prompt) => typedLines(prompt),
  writeFile: writeParts,
  openHistory: (home, access) =>
    createHistoryStore({ file: home.history, worker: app.historyWorker, readOnly: access === 'read' }),
  openHub(home) {
    const session = readSession(home.session);
    return session && (() => connectLocalSocket(session.socket, session.token));
  },
  probeInstaller: createProbeInstaller({
    script: app.resource('install-probe.sh'),
    helper: () => findBuiltProbe(app.outDirectory),
    asking: 'terminal',
  }),
  lua: {
    shipped: app.luaFiles,
    domains: createLuaDomains({ worker: app.luaWorker }),
    readFolder: readLuaFolder,
    prepareFolder: createTextTrees().prepare,
  },
  shellSetups: (home) => createShellSetups({ app, home }),
  openOnDesktop,
  // Loaded only here: the other commands start several times faster without the hub's parts.
  serve: async (options) => (await import('./serve')).serve(app, host, options),
};

process.exitCode = await runCli(process.argv.slice(2), host);
// What is left are handles of libraries: everything of ours was closed.
process.exit();
