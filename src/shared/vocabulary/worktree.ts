import { z } from 'zod';

/** A worktree below the home directory that no agent uses any more. */
export const OrphanWorktree = z.object({
  path: z.string(),
  repository: z.string(),
  branch: z.string().optional(),
  /** On disk. */
  bytes: z.number(),
  /** Files that are not committed. */
  dirty: z.number().int(),
  modifiedAt: z.number(),
});
export type OrphanWorktree = z.infer<typeof OrphanWorktree>;

export const DiffLine = z.object({
  kind: z.enum(['context', 'added', 'removed']),
  text: z.string(),
  /** Its number before and after the change. "\\ No newline at end of file", a context line, has neither. */
  before: z.number().int().optional(),
  after: z.number().int().optional(),
});
export type DiffLine = z.infer<typeof DiffLine>;

export const DiffHunk = z.object({
  /** "@@ -1,4 +1,5 @@ function name" */
  header: z.string(),
  lines: z.array(DiffLine),
});
export type DiffHunk = z.infer<typeof DiffHunk>;

export const DiffFile = z.object({
  path: z.string(),
  /** Where it was before, if it was renamed. */
  from: z.string().optional(),
  change: z.enum(['added', 'modified', 'deleted', 'renamed', 'untracked']),
  added: z.number().int(),
  removed: z.number().int(),
  binary: z.boolean(),
  /** The hunks were left out, as the file or all of the diff is too long. */
  cut: z.boolean(),
  hunks: z.array(DiffHunk),
});
export type DiffFile = z.infer<typeof DiffFile>;

/** What a worktree has that the commit it began with has not, committed or not. */
export const WorktreeDiff = z.object({
  /** The folder that the paths are relative to. */
  root: z.string(),
  branch: z.string().optional(),
  /** What it is compared with. */
  base: z.string(),
  /** By path. */
  files: z.array(DiffFile),
  /** Files that are not in the list because it would be too long. */
  more: z.number().int().optional(),
});
export type WorktreeDiff = z.infer<typeof WorktreeDiff>;
