import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fail, messageOf, ok } from '../../shared/result';
import type { AgentHooks, Home, HookTool } from '../ports';
import { followHookSpool, leaveHookSpool } from './agent-hook-spool';
import type { App } from './app';
import { putText } from './write-text';

export interface AgentHooksOptions {
  readonly app: Pick<App, 'resource'>;
  readonly home: Pick<Home, 'directory'>;
  /** The person's own folder. */
  readonly person?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
}

export function createAgentHooks(options: AgentHooksOptions): AgentHooks {
  const { app, home, person = homedir(), env = process.env, platform = process.platform } = options;
  const script = join(home.directory, 'agent-hooks', 'hook.sh');
  const spool = join(home.directory, 'run', 'agent-hooks');
  const folders: Readonly<Record<HookTool, string>> = {
    claude: env.CLAUDE_CONFIG_DIR || join(person, '.claude'),
    codex: env.CODEX_HOME || join(person, '.codex'),
    gemini: join(person, '.gemini'),
  };
  const source = () => readFileSync(app.resource(join('agent-hooks', 'hook.sh')), 'utf8');
  return {
    script,
    spool,
    settingsFolder(tool) {
      return platform !== 'win32' && existsSync(folders[tool]) ? folders[tool] : undefined;
    },
    async place() {
      try {
        await mkdir(dirname(script), { recursive: true, mode: 0o700 });
        await putText(script, source(), 0o600);
        return ok(undefined);
      } catch (error) {
        return fail('not-writable', `${script} cannot be written: ${messageOf(error)}`);
      }
    },
    async update() {
      if (existsSync(script) && readFileSync(script, 'utf8') !== source()) await putText(script, source(), 0o600);
    },
    async displace() {
      rmSync(dirname(script), { recursive: true, force: true });
    },
    leave: () => leaveHookSpool(spool),
    follow: (onRecord, scope) => followHookSpool(spool, onRecord, scope),
  };
}
