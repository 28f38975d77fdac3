import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { type Import, outline, type SourceFile } from './source';

/** A broken rule: where, what, and the rule in words. */
export type Violation = { readonly file: string; readonly line: number; readonly what: string; readonly rule: string };

type Use = Import & {
  readonly from: string;
  /** The file under src/ that a relative import leads to. */
  readonly target: string | undefined;
  /** The package of any other import: `ws`, `@orpc/client`, `node:fs`. */
  readonly package: string | undefined;
};

type ImportRule = { readonly rule: string; readonly forbids: (use: Use) => boolean };

const nativePackages = [
  '@lydell/node-pty',
  'libsql',
  'ws',
  'chokidar',
  'pino',
  'request-filtering-agent',
  'rotating-file-stream',
  'open',
  'write-file-atomic',
];

/** Entry points of the build. What lies beside them is not theirs to hide, although one of them is called index.ts. */
const entries = ['src/main/index.ts', 'src/main/headless.ts', 'src/main/terminal-host.ts', 'src/preload/index.ts'];

const importRules: readonly ImportRule[] = [
  {
    rule: 'Features never import features: they share vocabulary, or compose.ts joins them.',
    forbids: ({ from, target }) => {
      const ours = featureOf(from);
      const theirs = target && featureOf(target);
      return Boolean(ours && theirs && ours !== theirs);
    },
  },
  {
    rule: 'Only src/main/electron/, src/main/index.ts and src/preload/ import electron.',
    forbids: (use) =>
      use.package === 'electron' &&
      !isIn(use.from, 'src/main/electron', 'src/preload') &&
      use.from !== 'src/main/index.ts',
  },
  {
    rule: 'Only src/main/node/ and src/main/electron/ import Node’s modules and native packages; others ask a port.',
    forbids: (use) =>
      use.package !== undefined &&
      touchesTheSystem(use.package) &&
      !isIn(use.from, 'src/main/node', 'src/main/electron'),
  },
  {
    rule: 'Adapters are chosen in one place: only the entries, src/main/hub.ts and src/main/serve.ts import src/main/node/ and src/main/electron/.',
    forbids: ({ from, target }) =>
      isIn(target, 'src/main/node', 'src/main/electron') &&
      !isIn(from, 'src/main/node', 'src/main/electron') &&
      ![...entries, 'src/main/hub.ts', 'src/main/serve.ts'].includes(from),
  },
  {
    rule: 'src/renderer/ never imports src/main/: it speaks to it through the contract.',
    forbids: ({ from, target }) => isIn(from, 'src/renderer') && isIn(target, 'src/main'),
  },
  {
    rule: 'src/shared/ runs anywhere: it imports only zod, @orpc/ and itself.',
    forbids: (use) =>
      isIn(use.from, 'src/shared') &&
      !(isIn(use.target, 'src/shared') || use.package === 'zod' || use.package?.startsWith('@orpc/')),
  },
  {
    rule: 'src/kernel/ runs in Node and in a page: it imports only src/shared/ and itself.',
    forbids: (use) => isIn(use.from, 'src/kernel') && !isIn(use.target, 'src/kernel', 'src/shared'),
  },
];

/**
 * Every rule of ARCHITECTURE.md that can be read off the source. Imports are judged under src/, names and sizes in all
 * that is given.
 */
export function violations(files: readonly SourceFile[]): Violation[] {
  const paths = new Set(files.map(({ path }) => path));
  return files.flatMap((file) => [
    ...misnamed(file),
    ...tooLong(file),
    ...(isIn(file.path, 'src') && /\.tsx?$/.test(file.path) ? judgeSource(file, paths) : []),
  ]);
}

/** `file:line: what — rule`, as a terminal makes it clickable. */
export function describeViolation({ file, line, what, rule }: Violation): string {
  return `${file}:${line}: ${what}\n    ${rule}`;
}

function judgeSource(file: SourceFile, paths: ReadonlySet<string>): Violation[] {
  const { imports, defaultExports, barrelLine } = outline(file);
  const report = (line: number, what: string, rule: string) => ({ file: file.path, line, what, rule });
  const uses = imports.map((found) => resolve(file.path, found, paths));
  return [
    ...uses.flatMap((use) =>
      importRules
        .filter(({ forbids }) => forbids(use))
        .map(({ rule }) => report(use.line, `imports '${use.specifier}'`, rule)),
    ),
    ...uses.flatMap((use) => {
      const door = closedDoor(use, paths);
      const rule = 'A folder with an index.ts is entered only through it.';
      return door ? [report(use.line, `imports '${use.specifier}' past ${door}`, rule)] : [];
    }),
    ...defaultExports.map((line) => report(line, 'has a default export', 'Exports have names, the same everywhere.')),
    ...(barrelLine && posix.basename(file.path) !== 'index.ts'
      ? [report(barrelLine, 'passes on another file’s names', 'index.ts is the only barrel.')]
      : []),
  ];
}

function resolve(from: string, { specifier, line }: Import, paths: ReadonlySet<string>): Use {
  // Vite's suffixes (?raw, ?url, ?worker) say how, not what.
  const bare = specifier.replace(/\?.*$/, '');
  if (!bare.startsWith('.')) return { specifier, line, from, target: undefined, package: packageName(bare) };
  const path = posix.join(posix.dirname(from), bare);
  const stem = path.replace(/\.js(x?)$/, '');
  const candidates = [path, `${stem}.ts`, `${stem}.tsx`, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`];
  const target = candidates.find((candidate) => paths.has(candidate)) ?? path;
  return { specifier, line, from, target, package: undefined };
}

/** The index.ts of the outermost folder that an import enters another way. */
function closedDoor({ from, target }: Use, paths: ReadonlySet<string>): string | undefined {
  if (target === undefined) return undefined;
  const folders = target.split('/').slice(0, -1);
  const doors = folders.map((_, depth) => `${folders.slice(0, depth + 1).join('/')}/index.ts`);
  const closed = doors.find((door) => paths.has(door) && !entries.includes(door) && !isIn(from, posix.dirname(door)));
  return closed === target ? undefined : closed;
}

function misnamed({ path }: SourceFile): Violation[] {
  const vague = /^(.*-)?(utils?|helpers?|common|misc|managers?)$/i;
  const segment = path.split('/').find((name) => vague.test(name.replace(/\.\w+(\.\w+)?$/, '')));
  const rule = 'No utils, helpers, common, misc or manager: a name says what is inside.';
  return segment ? [{ file: path, line: 1, what: `is named ${segment}`, rule }] : [];
}

function tooLong({ path, text }: SourceFile): Violation[] {
  const lines = text.replace(/\n$/, '').split('\n').length;
  if (lines <= 300 || /\b(lines|long)\s+because\b|\bgenerated\b/i.test(firstComment(text))) return [];
  const rule = 'A file over 300 lines says why in its first comment (“Long because …”).';
  return [{ file: path, line: 1, what: `has ${lines} lines`, rule }];
}

/** The comment at the very top, after a shebang: // or -- or # lines, or one block. */
function firstComment(text: string): string {
  const body = text.replace(/^#!.*\n/, '').trimStart();
  const match = /^(\/\*[\s\S]*?\*\/|--\[\[[\s\S]*?\]\]|(?:[ \t]*(?:\/\/|--|#).*(?:\n|$))+)/.exec(body);
  return (match?.[0] ?? '').replace(/\n[ \t]*(\*|\/\/|--|#)?/g, ' ');
}

function featureOf(path: string): string | undefined {
  return /^src\/(?:main|renderer)\/features\/([^/]+)\//.exec(path)?.[1];
}

function touchesTheSystem(name: string): boolean {
  return name.startsWith('node:') || builtinModules.includes(name) || nativePackages.includes(name);
}

function packageName(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function isIn(path: string | undefined, ...folders: readonly string[]): boolean {
  return path !== undefined && folders.some((folder) => path.startsWith(`${folder}/`));
}
