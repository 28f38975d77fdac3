import type { HookState } from '../../../../shared/contract';
import { fail, ok, type Result } from '../../../../shared/result';
import type { AgentHooks, Files, HookTool } from '../../../ports';
import { knownTool } from '../tools';
import {
  findHooks,
  findNotify,
  type JsonHooks,
  type WantedHook,
  withHooks,
  withNotify,
  withoutHooks,
  withoutNotify,
} from './settings';

/** Our hooks in the settings of one tool. */
export interface ToolSettings {
  state(): Promise<HookState>;
  set(on: boolean): Promise<Result<void, 'failed'>>;
}

/** Of each tool: its file, the unit of its time-outs in milliseconds, and what we want to hear. */
const wanted: Readonly<Record<HookTool, { file: string; unitMs: number; hooks: readonly WantedHook[] }>> = {
  claude: {
    file: 'settings.json',
    unitMs: 1_000,
    hooks: [
      { event: 'SessionStart' },
      { event: 'UserPromptSubmit' },
      { event: 'PreToolUse', matcher: 'AskUserQuestion|ExitPlanMode' },
      { event: 'PermissionRequest' },
      { event: 'Notification' },
      { event: 'Stop' },
      { event: 'StopFailure' },
      { event: 'SessionEnd' },
    ],
  },
  codex: {
    file: 'hooks.json',
    unitMs: 1_000,
    hooks: [
      { event: 'SessionStart' },
      { event: 'UserPromptSubmit' },
      { event: 'PermissionRequest' },
      { event: 'Stop' },
    ],
  },
  gemini: {
    file: 'settings.json',
    unitMs: 1,
    hooks: [
      { event: 'SessionStart' },
      { event: 'BeforeAgent' },
      { event: 'Notification' },
      { event: 'AfterAgent' },
      { event: 'SessionEnd' },
    ],
  },
};

const timeoutMs = 5_000;

interface Part {
  readonly file: string;
  readonly find: (text: string | undefined) => Result<HookState['state'] | 'other', 'unreadable'>;
  readonly change: (text: string | undefined, on: boolean) => Result<string | undefined, 'unreadable'>;
}

export interface ToolSettingsOptions {
  readonly hooks: Pick<AgentHooks, 'settingsFolder' | 'script'>;
  readonly files: Pick<Files, 'readText' | 'replaceText' | 'createText'>;
}

export function createToolSettings(tool: HookTool, { hooks, files }: ToolSettingsOptions): ToolSettings {
  const folder = hooks.settingsFolder(tool);
  const { name } = knownTool(tool);
  const json = jsonPart(tool, folder ?? `~/.${tool}`, hooks.script);
  const parts = tool === 'codex' && folder !== undefined ? [json, notifyPart(folder, hooks.script)] : [json];
  const missing = `${name} has not been used here: its settings folder is not there.`;

  async function read(file: string): Promise<Result<string | undefined, 'unreadable'>> {
    const content = await files.readText(file);
    if (content.ok) return content;
    return content.error === 'not-found' ? ok(undefined) : fail('unreadable', content.message);
  }

  async function find({ file, find }: Part): Promise<Result<HookState['state'] | 'other', 'unreadable'>> {
    const text = await read(file);
    const found = text.ok ? find(text.value) : text;
    return found.ok ? found : fail('unreadable', `${file} cannot be read: ${found.message}.`);
  }

  async function write(file: string, before: string | undefined, text: string): Promise<Result<void, 'failed'>> {
    const written = before === undefined ? await files.createText(file, text) : await files.replaceText(file, text);
    if (!written.ok) return fail('failed', `${file} cannot be changed: ${written.message}.`);
    return written.value === false ? fail('failed', `${file} has just been made by somebody else.`) : ok(undefined);
  }

  return {
    async state() {
      if (folder === undefined) return { tool, state: 'unavailable', file: json.file, why: missing };
      const found = await Promise.all(parts.map(find));
      const bad = found.find((one) => !one.ok);
      if (bad && !bad.ok) return { tool, state: 'unavailable', file: json.file, why: bad.message };
      const states = found.flatMap((one) => (one.ok ? [one.value] : []));
      const [first] = states;
      if (states.every((state) => state === 'off' || state === 'other')) return { tool, state: 'off', file: json.file };
      if (first === 'on' && states.every((state) => state !== 'partly' && state !== 'off')) {
        const why = tool === 'codex' ? 'Codex runs them once you have allowed them by /hooks.' : undefined;
        return { tool, state: 'on', file: json.file, ...(why !== undefined && { why }) };
      }
      return {
        tool,
        state: 'partly',
        file: json.file,
        why: 'Some are missing, or of another version. Turn them on again.',
      };
    },
    async set(on) {
      if (folder === undefined) return on ? fail('failed', missing) : ok(undefined);
      const drafts: { file: string; before: string | undefined; after: string }[] = [];
      // All files or none: each change is made ready before the first is written.
      for (const { file, change } of parts) {
        const before = await read(file);
        const after = before.ok ? change(before.value, on) : before;
        if (!after.ok) return fail('failed', `${file} cannot be read, so it was left as it is: ${after.message}.`);
        if (before.ok && after.value !== undefined && after.value !== before.value) {
          drafts.push({ file, before: before.value, after: after.value });
        }
      }
      for (const { file, before, after } of drafts) {
        const written = await write(file, before, after);
        if (!written.ok) return written;
      }
      return ok(undefined);
    },
  };
}

/** A command is ours whatever home or version it is of. */
function isOurs(command: string): boolean {
  return /[/\\]agent-hooks[/\\]hook\.sh/.test(command);
}

function jsonPart(tool: HookTool, folder: string, script: string): Part {
  const { file, unitMs, hooks } = wanted[tool];
  const path = `'${script.replaceAll("'", `'\\''`)}'`;
  // A home that is gone must not fail the tool, and one that is somebody else's must not be trusted.
  const command = `if [ -O ${path} ]; then sh ${path} ${tool}; fi`;
  const all: JsonHooks = { wanted: hooks, command, timeout: timeoutMs / unitMs, isOurs };
  return {
    file: `${folder}/${file}`,
    find: (text) => findHooks(text, all),
    change: (text, on) => {
      if (on) return withHooks(text, all);
      return text === undefined ? ok(text) : withoutHooks(text, all);
    },
  };
}

/** Codex adds a JSON text as last argument: with `sh -c` it becomes $1. */
function notifyPart(folder: string, script: string): Part {
  const words = ['sh', '-c', 'if [ -O "$0" ]; then sh "$0" codex "$1"; fi', script];
  // What JSON writes is a text of TOML as well.
  const line = `notify = [${words.map((word) => JSON.stringify(word)).join(', ')}]`;
  return {
    file: `${folder}/config.toml`,
    find: (text) => findNotify(text ?? '', line, isOurs),
    change: (text, on) => {
      if (on) return withNotify(text ?? '', line, isOurs);
      return text === undefined ? ok(text) : withoutNotify(text, isOurs);
    },
  };
}
