import { z } from 'zod';

/** What a person has said of a folder's `.viberot/lua`. */
export const KeptProject = z.object({
  /** Without symbolic links. */
  folder: z.string(),
  /** Behind `project.`, in the names of its modules: no two projects have the same. */
  name: z.string(),
  trusted: z.boolean(),
  at: z.number(),
  /** The texts that the person has trusted, by path. Only these are ever run. */
  files: z.record(z.string(), z.string()),
});
export type KeptProject = z.infer<typeof KeptProject>;

export const KeptProjects = z.array(KeptProject);

/** A name for the modules of a folder that no other has. */
export function nameFor(folder: string, taken: readonly string[]): string {
  const last = folder.slice(Math.max(folder.lastIndexOf('/'), folder.lastIndexOf('\\')) + 1);
  const base = last.replace(/[^\w-]/g, '_') || 'root';
  if (!taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base}_${number}`)) number++;
  return `${base}_${number}`;
}
