const longest = 300;
/** Lines of boxes, blocks, the corner of a tool's result, and what only fonts for terminals have: icons and bevels. */
const frames = /[\u2500-\u259f\u23bf\ue000-\uf8ff]+|[\u{1fb00}-\u{1fbff}]+/gu;
/** What coding agents keep at the bottom: which keys do what, an empty field, the choices below a question. */
const standing =
  /\b(?:esc|enter|tab|ctrl\+\w)\b.*\b(?:to|again|interrupt|cycle)\b|\? for shortcuts|^\W*Type your message|^\W*\d\. /i;

/**
 * What stands on a screen last, without frames. A line of signs only, such as an empty prompt, says nothing.
 * @param isTool it is the screen of a coding agent
 */
export function lastLineOf(lines: readonly string[], isTool: boolean): string | undefined {
  const told = lines.filter((line) => /[\p{L}\p{N}]/u.test(line));
  const line = (isTool && told.findLast((line) => !standing.test(line))) || told.at(-1);
  return line?.replace(frames, ' ').replace(/\s+/g, ' ').trim().slice(0, longest);
}
