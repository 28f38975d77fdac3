import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createWorktrees, type Worktrees } from '../../../../../src/main/features/agents/worktrees';
import { createClock } from '../../../../../src/main/node/clock';
import { createFiles } from '../../../../../src/main/node/files';
import { createFolders } from '../../../../../src/main/node/folders';
import { createGit } from '../../../../../src/main/node/git';
import { createProcesses } from '../../../../../src/main/node/processes';
import { createScope } from '../../../../../src/shared/scope';
import { type Settings, usualSettings } from '../../../../../src/shared/vocabulary';
import { silentLog } from '../../../../fixtures/silent-log';

/** The person's own settings of git, which nothing here depends on. */
export const gitEnv: NodeJS.ProcessEnv = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  ...{ GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.org' },
  ...{ GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.org' },
};

/** A folder that goes with the test. */
export function folder(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'viberot-worktrees-')));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

export function git(cwd: string, ...args: string[]): string {
  const allow = ['-c', 'protocol.file.allow=always', '-c', 'advice.addEmbeddedRepo=false'];
  return execFileSync('git', [...allow, ...args], { cwd, env: gitEnv, encoding: 'utf8', stdio: 'pipe' });
}

export function write(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

export function commit(root: string, files: Readonly<Record<string, string | Uint8Array>> = {}): void {
  write(root, files);
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--allow-empty', '--message', 'change');
}

/** A repository with one commit on the branch main. */
export function repository(path = join(folder(), 'project'), files?: Readonly<Record<string, string>>): string {
  git('/', 'init', '--quiet', '--template=', '--initial-branch', 'main', path);
  commit(path, files ?? { 'a.txt': 'one\n' });
  return path;
}

export interface Rig {
  readonly worktrees: Worktrees;
  readonly home: string;
  settings: Settings['agents']['worktrees'];
  close(): Promise<void>;
}

export function rig(settings: Partial<Settings['agents']['worktrees']> = {}): Rig {
  const scope = createScope();
  const home = folder();
  mkdirSync(join(home, 'logs'));
  const made: Rig = {
    home,
    settings: { ...usualSettings.agents.worktrees, ...settings },
    close: () => scope.close(),
    worktrees: createWorktrees(
      {
        ...{ git: createGit(gitEnv), folders: createFolders(), files: createFiles(), processes: createProcesses() },
        guard: { watchGroup() {}, forgetGroup() {}, watchLock() {}, watchFile() {} },
        ...{ clock: createClock(), log: silentLog, home },
        settings: () => made.settings,
      },
      scope,
    ),
  };
  onTestFinished(() => scope.close());
  return made;
}

/** The value of a result that must be one. */
export function must<T>(result: { ok: true; value: T } | { ok: false; message: string }): T {
  if (!result.ok) throw new Error(result.message);
  return result.value;
}
