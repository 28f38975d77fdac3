import type { LuaProject, LuaProjectText } from '../../../../shared/contract';
import { createCell, type Observable } from '../../../../shared/event';
import { fail, ok, type Result } from '../../../../shared/result';
import type { Scope } from '../../../../shared/scope';
import type { Notice } from '../../../../shared/vocabulary';
import type { Clock, Folders, KeptValues, TextTrees } from '../../../ports';
import { type FoundFile, moduleOf, projectFolder } from '../layers';
import { type KeptProject, KeptProjects, nameFor } from './kept-projects';
import { changesOf, markOf } from './project-changes';
import { findProject } from './project-folders';
import { createProjectTexts } from './project-texts';

export interface ProjectsOptions {
  readonly trees: TextTrees;
  readonly folders: Pick<Folders, 'real'>;
  readonly kept: KeptValues;
  readonly clock: Clock;
  /** VibeRot's own folder, which is no project. */
  readonly home: string;
  readonly userHome: string | undefined;
  /** What is in force, or what is to be told, may be another. */
  readonly changed: () => void;
}

export type TrustFailure = 'no-project' | 'changed' | 'failed';

/**
 * Folders that bring Lua of their own. A person's trust is for a folder's real path and for the texts that the person has
 * seen: these are kept, and only these are run, for as long as their files are there. What somebody changes afterwards
 * waits until it is trusted as well.
 */
export interface Projects {
  /** What is in force. */
  readonly files: readonly FoundFile[];
  readonly list: readonly LuaProject[];
  readonly notices: Observable<readonly Notice[]>;
  /** Somebody works in these folders: projects among them, and among those above them, are known from now on. */
  seen(folders: readonly string[]): Promise<void>;
  /** Looks at all that is known: for the first time, or again. */
  refresh(): Promise<void>;
  /** The texts of a project, and what of them is trusted; a folder that was not known is known from then on. */
  look(folder: string): Promise<Result<Look, 'no-project'>>;
  /**
   * `mark`: that of the texts that the person has seen; when they are others by now, nothing is trusted. Without trust
   * nothing of the project is run, and nobody is asked again.
   */
  trust(folder: string, trusted: boolean, mark?: string): Promise<Result<LuaProject, TrustFailure>>;
}

export interface Look {
  readonly project: LuaProject;
  readonly files: readonly LuaProjectText[];
  readonly mark: string;
}

/** Of all files of a project together. */
const mostCharacters = 1_000_000;

export async function createProjects(options: ProjectsOptions, scope: Scope): Promise<Projects> {
  const { folders, clock, changed } = options;
  const file = await options.kept.open('lua-projects', KeptProjects, scope);
  let kept: readonly KeptProject[] = file.before ?? [];
  /** Folders that are known, whether somebody has said something of them or not. */
  const known = new Set(kept.map(({ folder }) => folder));
  const missing = new Set<string>();
  const notices = createCell<readonly Notice[]>([]);
  const texts = createProjectTexts(options.trees, look, scope);

  function keep(next: readonly KeptProject[]): void {
    kept = next;
    file.save([...next]);
  }

  const keptOf = (folder: string) => kept.find((each) => each.folder === folder);

  function describe(folder: string): LuaProject {
    const said = keptOf(folder);
    const files = changesOf(said?.trusted ? said.files : {}, texts.of(folder));
    const isChanged = files.some(({ change }) => change === 'added' || change === 'changed');
    const state = missing.has(folder)
      ? 'missing'
      : !said
        ? 'new'
        : !said.trusted
          ? 'declined'
          : isChanged
            ? 'changed'
            : 'trusted';
    return {
      folder,
      name:
        said?.name ??
        nameFor(
          folder,
          kept.map(({ name }) => name),
        ),
      state,
      files,
      ...(said && { at: said.at }),
    };
  }

  function say(project: KeptProject): void {
    keep([...kept.filter(({ folder }) => folder !== project.folder), project]);
    look();
  }

  /** Nobody is asked again; of a folder that is gone nothing is left. */
  function distrust(folder: string): LuaProject {
    const before = describe(folder);
    if (missing.has(folder)) {
      keep(kept.filter((each) => each.folder !== folder));
      known.delete(folder);
      look();
    } else say({ folder, name: before.name, trusted: false, at: clock.nowMs(), files: {} });
    return describe(folder);
  }

  /** A project without files says nothing, unless a person has said something of it. */
  const list = () => [...known].map(describe).filter(({ folder, files }) => files.length > 0 || keptOf(folder));

  function look(): void {
    const next = list().flatMap(noticeOf);
    if (JSON.stringify(next) !== JSON.stringify(notices.value)) notices.value = next;
    changed();
  }

  /** A folder that has been moved away, or that is a link to another one by now, is not what was trusted. */
  async function verify(folder: string): Promise<void> {
    const isThere = (await folders.real(folder)) === folder;
    if (isThere) missing.delete(folder);
    else missing.add(folder);
    if (!isThere && !keptOf(folder)) {
      known.delete(folder);
      texts.forget(folder);
    } else if (!isThere) texts.forget(folder);
    else await texts.follow(folder);
  }

  async function refresh(): Promise<void> {
    await Promise.all([...known].map(verify));
    await texts.rescan();
    look();
  }

  async function add(path: string): Promise<string | undefined> {
    const folder = await findProject(path, options);
    if (folder === undefined) return undefined;
    known.add(folder);
    await verify(folder);
    return folder;
  }

  async function lookAt(path: string): Promise<Result<Look, 'no-project'>> {
    // One that is gone is still known by its name.
    const folder = (await add(path)) ?? keptOf(path)?.folder;
    if (folder === undefined) return fail('no-project', `${path} has no folder .viberot/lua, nor has one above it.`);
    await texts.rescan();
    look();
    const found = texts.of(folder);
    const trusted = keptOf(folder)?.files ?? {};
    const project = describe(folder);
    const files = project.files.map(({ path: name, change }) => ({
      ...{ path: name, change, text: found.get(name), trusted: trusted[name] },
    }));
    return ok({ project, files, mark: await markOf(found) });
  }

  return {
    get files() {
      return kept.flatMap((project) =>
        project.trusted && !missing.has(project.folder) ? filesOf(project, texts.of(project.folder)) : [],
      );
    },
    get list() {
      return list();
    },
    notices,
    async seen(paths) {
      const before = known.size;
      await Promise.all([...new Set(paths)].map(add));
      if (known.size !== before) look();
    },
    refresh,
    look: lookAt,
    async trust(path, trusted, mark) {
      if (!trusted && keptOf(path)) return ok(distrust(path));
      const seen = await lookAt(path);
      if (!seen.ok) return seen;
      const { folder, name, files } = seen.value.project;
      if (!trusted) return ok(distrust(folder));
      if (missing.has(folder)) return fail('failed', `${folder} is not there any more.`);
      // The very texts that the mark is of: those on disk may be others by now.
      const found = Object.fromEntries(
        seen.value.files.flatMap(({ path: name, text }) => (text === undefined ? [] : [[name, text]])),
      );
      if (files.every(({ change }) => change === 'removed'))
        return fail('no-project', `There are no Lua files in ${folder}/.viberot/lua.`);
      if (mark !== undefined && mark !== seen.value.mark)
        return fail('changed', 'The files have changed since you looked at them. Look at them again.');
      const length = Object.values(found).reduce((sum, text) => sum + text.length, 0);
      if (length > mostCharacters)
        return fail('failed', `The files have ${length} characters; ${mostCharacters} are the most.`);
      say({ folder, name, trusted, at: clock.nowMs(), files: found });
      return ok(describe(folder));
    },
  };
}

/** What is trusted, of the files that are there. */
function filesOf({ folder, name, files }: KeptProject, found: ReadonlyMap<string, string>): FoundFile[] {
  const layer = projectFolder(folder, name);
  return Object.entries(files).flatMap(([path, text]) => {
    const module = moduleOf(layer, path);
    return module !== undefined && found.has(path)
      ? [{ module, layer: layer.layer, path: `${layer.directory}/${path}`, text }]
      : [];
  });
}

function noticeOf({ folder, state, files }: LuaProject): Notice[] {
  const remedy = 'Look at them in the view Lua, or with "viberot lua trust".';
  if (state === 'new')
    return [
      {
        id: `lua-project-${folder}`,
        severity: 'info',
        message: `${folder} brings Lua files of its own. They are not run unless you trust them.`,
        remedy,
      },
    ];
  if (state !== 'changed') return [];
  const names = files.flatMap(({ path, change }) => (change === 'added' || change === 'changed' ? [path] : []));
  const message = `Lua files of ${folder} are not those that you have trusted (${names.join(', ')}). What you have trusted goes on.`;
  return [{ id: `lua-project-${folder}`, severity: 'warning', message, remedy }];
}
