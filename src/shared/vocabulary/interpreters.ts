/** What is known of an interpreter's command line: how its options are skipped to find the script. */
interface Interpreter {
  /** Short options with a value: the rest of the word, or else the next word (`-W ignore`, `-Wignore`). */
  readonly value?: string;
  /** Short options whose value, if any, is the rest of the word (`-MList::Util`). */
  readonly attached?: string;
  /** Short options after which no script comes: code, standard input, a server. */
  readonly code?: string;
  /** Short options that name a module in place of a script. */
  readonly module?: string;
  /** Long options whose value is the next word. With "=" they need not be named. */
  readonly longValue?: readonly string[];
  readonly longCode?: readonly string[];
  /** The sub-command that runs scripts, and whether it may be left out. */
  readonly run?: { readonly word: string; readonly optional: boolean };
  /** Only a word with a dot or slash is a script; others are sub-commands. */
  readonly scriptIsPath?: boolean;
}

/** The script that an interpreter was told to run: its path or module, and where its own arguments begin. */
export interface Script {
  readonly name: string;
  readonly module: boolean;
  readonly argumentsAt: number;
}

const longestName = 32;

const node: Interpreter = {
  value: 'rC',
  code: 'epi',
  longValue: [
    ...['--require', '--import', '--loader', '--experimental-loader', '--conditions', '--env-file', '--title'],
    ...['--input-type', '--inspect-port', '--icu-data-dir', '--openssl-config', '--redirect-warnings'],
  ],
  longCode: ['--eval', '--print', '--interactive', '--run'],
};
/** sh(1), bash(1), zsh(1), ksh(1): `-o` and `+o` take the name of a shell option. */
const shell: Interpreter = { value: 'oO', code: 'cs', longValue: ['--rcfile', '--init-file'] };

const interpreters = new Map<string, Interpreter>(
  Object.entries({
    node,
    nodejs: node,
    bun: {
      value: 'rc',
      code: 'ep',
      longValue: ['--preload', '--require', '--cwd', '--config', '--env-file'],
      longCode: ['--eval', '--print'],
      run: { word: 'run', optional: true },
      scriptIsPath: true,
    },
    deno: {
      value: 'cL',
      longValue: ['--config', '--import-map', '--cert', '--location', '--seed', '--log-level', '--ext'],
      run: { word: 'run', optional: false },
    },
    python: { value: 'WX', code: 'c', module: 'm', longValue: ['--check-hash-based-pycs'] },
    ruby: { value: 'ICEr', attached: 'FWTKxi0', code: 'e' },
    perl: { value: 'I', attached: 'MmFix:', code: 'eE' },
    php: {
      value: 'cdtz',
      code: 'rSaBREF',
      longValue: ['--php-ini', '--define', '--docroot'],
      longCode: ['--run', '--server', '--interactive', '--process-begin', '--process-code', '--process-file'],
    },
    lua: { value: 'l', code: 'e' },
    bash: shell,
    sh: shell,
    dash: shell,
    zsh: shell,
    ksh: shell,
    fish: {
      value: 'CdDfop',
      code: 'c',
      longValue: ['--init-command', '--features', '--debug', '--debug-output', '--profile'],
      longCode: ['--command'],
    },
  } satisfies Record<string, Interpreter>),
);

/**
 * The script of an interpreter's command line; undefined if the program is not a known interpreter or runs no script.
 * @param program the base name of the program; a version at its end does not matter ("python3.12")
 * @param from the index of the first argument
 */
export function findScript(program: string, argv: readonly string[], from: number): Script | undefined {
  const interpreter = interpreterOf(program);
  return interpreter && scriptOf(interpreter, argv, from);
}

/** @param program the base name of the program, as for findScript */
export function isInterpreter(program: string): boolean {
  return interpreterOf(program) !== undefined;
}

function interpreterOf(program: string): Interpreter | undefined {
  // No interpreter has a long name, and looking for a version takes time squared.
  if (program.length > longestName) return undefined;
  return interpreters.get(/[\d.]$/.test(program) ? program.replace(/[\d.]+$/, '') : program);
}

function scriptOf(interpreter: Interpreter, argv: readonly string[], from: number): Script | undefined {
  let { run } = interpreter;
  for (let at = from; at < argv.length; at++) {
    const word = argv[at] ?? '';
    if (run && !isOption(word)) {
      if (word === run.word) at++;
      else if (!run.optional) return undefined;
      run = undefined;
    }
    const next = argv[at] ?? '';
    if (next === '--') return scriptAt(interpreter, argv, at + 1);
    if (!isOption(next)) return scriptAt(interpreter, argv, at);
    const option = readOption(interpreter, next);
    if (option.type === 'code') return undefined;
    if (option.type === 'module') {
      const name = option.name || argv[++at];
      return name ? { name, module: true, argumentsAt: at + 1 } : undefined;
    }
    if (option.type === 'value-follows') at++;
  }
  return undefined;
}

function isOption(word: string): boolean {
  return word.startsWith('-') || word.startsWith('+');
}

function scriptAt(interpreter: Interpreter, argv: readonly string[], at: number): Script | undefined {
  const name = argv[at];
  if (!name || (interpreter.scriptIsPath && !/[./\\]/.test(name))) return undefined;
  return { name, module: false, argumentsAt: at + 1 };
}

type Option = { type: 'alone' | 'value-follows' | 'code' } | { type: 'module'; name: string };

function readOption(interpreter: Interpreter, word: string): Option {
  // A dash alone is standard input.
  if (word === '-') return { type: 'code' };
  if (word.startsWith('--')) {
    if (interpreter.longCode?.includes(word.split('=', 1)[0] ?? '')) return { type: 'code' };
    return { type: interpreter.longValue?.includes(word) ? 'value-follows' : 'alone' };
  }
  for (let at = 1; at < word.length; at++) {
    const letter = word.charAt(at);
    if (interpreter.code?.includes(letter)) return { type: 'code' };
    if (interpreter.module?.includes(letter)) return { type: 'module', name: word.slice(at + 1) };
    if (interpreter.value?.includes(letter)) return { type: at === word.length - 1 ? 'value-follows' : 'alone' };
    if (interpreter.attached?.includes(letter)) break;
  }
  return { type: 'alone' };
}
