import type { Frame } from './frame';
import { type ColorDepth, sgr, usual } from './style';

/** Unchanged cells between changed ones that are cheaper to write again than to jump over. */
const shortGap = 4;

/** Characters that are wide in some terminals only; others are wide in all of them. */
const picture = /\p{Emoji_Presentation}/u;

/**
 * What brings a terminal from one picture to the next: only cells that changed.
 * @param before what it shows; undefined: it is blank
 */
export function changesBetween(before: Frame | undefined, after: Frame, depth: ColorDepth): string {
  const { cols, rows, texts, foregrounds, backgrounds, attributes } = after;
  let output = '';
  let pen = '';
  let wroteTo = -1;

  for (let row = 0; row < rows; row++) {
    // What is written into the last column leaves the cursor where terminals do not agree.
    wroteTo = -1;
    for (let x = 0; x < cols; x++) {
      const at = row * cols + x;
      if (isSame(before, after, at)) continue;
      // The second half of a wide character comes with the first.
      if (texts[at] === '') continue;
      const gap = at - wroteTo;
      if (wroteTo >= 0 && gap <= shortGap && isPlain(after, wroteTo, at))
        for (let between = wroteTo; between < at; between++) write(between);
      else output += jump(at);
      write(at);
    }
  }
  return pen === '' ? output : `${output}\u001b[0m`;

  function jump(at: number): string {
    return `\u001b[${Math.floor(at / cols) + 1};${(at % cols) + 1}H`;
  }

  function write(at: number): void {
    const text = texts[at] ?? ' ';
    if (text === '') return;
    const next = sgr(attributes[at] ?? 0, foregrounds[at] ?? usual, backgrounds[at] ?? usual, depth);
    if (next !== pen) output += next;
    pen = next;
    const isWide = at % cols < cols - 1 && texts[at + 1] === '';
    // Where a picture is narrow, its second cell must not keep what was there.
    if (isWide && picture.test(text)) output += `  ${jump(at)}`;
    output += text;
    wroteTo = at + (isWide ? 2 : 1);
    // A terminal with another idea of its width must not move what follows.
    if (isWide || text.length > 1) wroteTo = -1;
  }
}

/** Whether these cells have narrow characters of one unit each. */
function isPlain({ texts }: Frame, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (texts[at]?.length !== 1 || texts[at + 1] === '') return false;
  return true;
}

function isSame(before: Frame | undefined, after: Frame, at: number): boolean {
  return (
    after.texts[at] === (before ? before.texts[at] : ' ') &&
    after.foregrounds[at] === (before ? before.foregrounds[at] : usual) &&
    after.backgrounds[at] === (before ? before.backgrounds[at] : usual) &&
    after.attributes[at] === (before ? before.attributes[at] : 0)
  );
}
