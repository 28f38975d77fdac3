import type { Folders } from '../../../ports';

export interface FindOptions {
  readonly folders: Pick<Folders, 'real'>;
  readonly home: string;
  readonly userHome: string | undefined;
}

/**
 * The project that a folder belongs to: itself, or the nearest above it that has a folder `.viberot/lua`; without symbolic
 * links. VibeRot's own folder makes no project of the person's home.
 */
export async function findProject(path: string, { folders, home, userHome }: FindOptions): Promise<string | undefined> {
  const [start, own, person] = await Promise.all(
    [path, home, userHome].map((each) => (each === undefined ? undefined : folders.real(each))),
  );
  for (let folder = start; folder !== undefined; folder = above(folder)) {
    if (folder === person) return undefined;
    const lua = await folders.real(`${folder}/.viberot/lua`);
    if (lua !== undefined && lua !== `${own}/lua`) return folder;
  }
  return undefined;
}

function above(folder: string): string | undefined {
  const at = Math.max(folder.lastIndexOf('/'), folder.lastIndexOf('\\'));
  return at > 0 ? folder.slice(0, at) : undefined;
}
