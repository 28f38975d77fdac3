import { baseName, invocationOf } from './invocation';
import type { ProcessInfo } from './process';

/** A program that writes and runs code by itself, for a person. */
interface Agent {
  readonly name: string;
  /** Names of its programs, scripts and Python modules. */
  readonly programs: readonly string[];
  /** Where its script lies, whatever that is called: in such a folder, or deeper. */
  readonly folders?: readonly string[];
  /** The folder of a program that has the name of its version. */
  readonly versions?: string;
}

const agents: readonly Agent[] = [
  {
    name: 'Claude Code',
    programs: ['claude'],
    folders: ['@anthropic-ai/claude-code'],
    versions: 'share/claude/versions',
  },
  { name: 'Codex', programs: ['codex'], folders: ['@openai/codex'] },
  { name: 'Gemini CLI', programs: ['gemini'], folders: ['@google/gemini-cli'] },
  { name: 'Copilot CLI', programs: ['copilot'], folders: ['@github/copilot'] },
  { name: 'Cursor Agent', programs: ['cursor-agent'], folders: ['share/cursor-agent/versions'] },
  { name: 'OpenCode', programs: ['opencode'], folders: ['node_modules/opencode-ai'] },
  { name: 'Qwen Code', programs: ['qwen'], folders: ['@qwen-code/qwen-code'] },
  { name: 'Amp', programs: ['amp'], folders: ['@sourcegraph/amp'] },
  { name: 'Aider', programs: ['aider'] },
  { name: 'Goose', programs: ['goose', 'goosed'] },
  { name: 'Crush', programs: ['crush'], folders: ['@charmland/crush'] },
  { name: 'Cline', programs: ['cline'] },
  { name: 'Kilo Code', programs: ['kilo', 'kilocode'], folders: ['@kilocode/cli'] },
  { name: 'Droid', programs: ['droid'] },
  { name: 'Auggie', programs: ['auggie'], folders: ['@augmentcode/auggie'] },
  { name: 'Kiro CLI', programs: ['kiro-cli'] },
  { name: 'Kimi CLI', programs: ['kimi', 'kimi_cli'] },
  { name: 'Grok CLI', programs: ['grok'], folders: ['@vibe-kit/grok-cli'] },
  { name: 'iFlow CLI', programs: ['iflow'], folders: ['@iflow-ai/iflow-cli'] },
  { name: 'OpenHands', programs: ['openhands'] },
  { name: 'Plandex', programs: ['plandex'] },
  { name: 'Pi', programs: [], folders: ['@mariozechner/pi-coding-agent'] },
];

const byProgram = new Map(agents.flatMap(({ name, programs }) => programs.map((program) => [program, name])));
const byFolder = new Map(agents.flatMap(({ name, folders = [] }) => folders.map((folder) => [folder, name])));
const byVersions = new Map(agents.flatMap(({ name, versions }) => (versions ? [[versions, name]] : [])));
const inFolder = new RegExp(`/(${[...byFolder.keys()].join('|')})/`);
const inVersions = new RegExp(`/(${[...byVersions.keys()].join('|')})/[^/]+$`);

/**
 * The name of the coding agent that a process is; undefined if it is none. It is known by the program's name, also
 * behind env(1) and an interpreter (`node …/bin/codex.js`, `python -m aider`), or by where the program lies. A shell
 * that was told to run one (`sh -c claude`) is none.
 */
export function agentOf({ argv, comm }: Pick<ProcessInfo, 'argv' | 'comm'>): string | undefined {
  // A process that had gone before its command line was read still has its kernel name.
  if (argv.length === 0) return comm === undefined ? undefined : byProgram.get(comm);
  const invoked = invocationOf(argv);
  if (!invoked) return undefined;
  const { program, typed, script } = invoked;
  if (!script) return byProgram.get(program) ?? byVersions.get(part(typed, inVersions));
  if (script.module) return byProgram.get(script.name.split('.', 1)[0] ?? '');
  return byProgram.get(scriptName(script.name)) ?? byFolder.get(part(script.name, inFolder));
}

/** "/opt/bin/codex.js" → "codex". Other extensions are kept: "codex.py" is somebody's own. */
function scriptName(path: string): string {
  return baseName(path).replace(/\.[mc]?js$/, '');
}

/** The part of a path that a pattern is about; empty when there is none. */
function part(path: string, pattern: RegExp): string {
  return pattern.exec(path.replaceAll('\\', '/'))?.[1] ?? '';
}
