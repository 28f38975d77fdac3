import type { StatusRule } from '../../../../shared/vocabulary';

/** "Claude needs your permission to use Bash", "Approval requested: git push", "Codex wants to edit 2 files" */
const asks =
  /\b(permission|approv\w+|confirm\w*|allow|authori[sz]e|wants? to|needs? (?:you|your)|action required|question)\b|\?\s*$/i;
/** "Claude is waiting for your input" comes a minute after the end of a turn: it has nothing to ask. */
const rests = /\bwaiting for (?:your |user )?(?:input|next|a prompt)/i;

/** What a program means by a notification: it asks for something, or it is done. */
export function meaningOf(text: string): StatusRule['status'] {
  return !rests.test(text) && asks.test(text) ? 'needs-input' : 'finished';
}
