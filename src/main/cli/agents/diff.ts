import { safe } from '@orpc/client';
import { unreachable } from '../../../shared/result';
import type { DiffFile, DiffLine, WorktreeDiff } from '../../../shared/vocabulary';
import { withAgents } from '../choose-agents';
import { printLines } from '../print';
import type { Invocation } from '../run';

/** Prints what an agent's folder has that its base has not: as a unified diff, or its files with `stat`. */
export function printDiff(invocation: Invocation, asked: string, stat: boolean): Promise<number> {
  const { host, json } = invocation;
  return withAgents(invocation, [asked], async (client, agents) => {
    for (const { id } of agents) {
      const { error, data, isDefined } = await safe(client.agents.diff({ id }));
      if (error && !isDefined) throw error;
      if (error) {
        await printLines(host.error, error.code === 'FAILED' ? error.data.reason : error.message);
        return 1;
      }
      if (json) await host.out(JSON.stringify(data));
      else await printLines(host.out, ...(stat ? statLines(data) : data.files.flatMap(diffLines)));
    }
    return 0;
  });
}

function statLines({ files, base }: WorktreeDiff): string[] {
  const added = files.reduce((sum, file) => sum + file.added, 0);
  const removed = files.reduce((sum, file) => sum + file.removed, 0);
  return [
    ...files.map((file) => `${letterOf(file)}  +${file.added} -${file.removed}  ${file.path}`),
    `${files.length === 1 ? '1 file' : `${files.length} files`}, +${added} -${removed}, against ${base}`,
  ];
}

function letterOf({ change }: DiffFile): string {
  switch (change) {
    case 'added':
      return 'A';
    case 'modified':
      return 'M';
    case 'deleted':
      return 'D';
    case 'renamed':
      return 'R';
    case 'untracked':
      return '?';
    default:
      return unreachable(change);
  }
}

/** As git writes it, so that patch(1) and editors can read it. */
function diffLines({ path, from = path, change, binary, cut, hunks }: DiffFile): string[] {
  const isNew = change === 'added' || change === 'untracked';
  const head = [`diff --git a/${from} b/${path}`];
  if (change === 'renamed') head.push(`rename from ${from}`, `rename to ${path}`);
  if (binary) return [...head, `Binary files a/${from} and b/${path} differ`];
  if (cut) return [...head, `(too long to be shown: ${path})`];
  if (hunks.length === 0) return head;
  head.push(`--- ${isNew ? '/dev/null' : `a/${from}`}`, `+++ ${change === 'deleted' ? '/dev/null' : `b/${path}`}`);
  return [...head, ...hunks.flatMap(({ header, lines }) => [header, ...lines.map(diffLine)])];
}

const marks: Record<DiffLine['kind'], string> = { context: ' ', added: '+', removed: '-' };

function diffLine({ kind, text }: DiffLine): string {
  return `${marks[kind]}${text}`;
}
