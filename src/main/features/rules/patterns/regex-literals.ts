import type { Literal } from './patterns';

/**
 * For each alternative of a regular expression what every text contains that it matches. Only plain characters outside
 * of all groups are looked at, and wherever the syntax is less plain than that, nothing is known: an empty list.
 */
export function literalsOfRegex(regex: string): Literal[][] {
  // Flags may make upper and lower case alike; \Q…\E quotes; others need a reading of their own.
  if (/\(\?(?!:|P?<)|\\[^dDsSwWbBAz\W_]/.test(regex)) return [[]];
  return readAlternatives([...regex]);
}

function readAlternatives(characters: readonly string[]): Literal[][] {
  const alternatives: Literal[][] = [];
  let literals: Literal[] = [];
  let run: string[] = [];
  let runAtStart = false;
  let atBeginning = true;

  function endRun(): void {
    if (run.length > 0) literals.push({ text: run.join(''), atStart: runAtStart, atEnd: false });
    run = [];
    runAtStart = false;
  }

  function endAlternative(): void {
    endRun();
    alternatives.push(literals);
    literals = [];
    atBeginning = true;
  }

  let at = 0;
  while (at < characters.length) {
    const character = characters[at] ?? '';
    const next = characters[at + 1] ?? '';
    if (character === '|') {
      endAlternative();
      at++;
      continue;
    }
    if (character === '?' || character === '*' || character === '{') {
      // What stands before it need not occur.
      run.pop();
      endRun();
      at = character === '{' ? endOfCount(characters, at) : at + 1;
    } else if (character === '(' || character === '[') {
      endRun();
      at = character === '(' ? endOfGroup(characters, at) : endOfSet(characters, at);
    } else if (character === '^' && atBeginning) {
      runAtStart = true;
      at++;
    } else if ('.^$+'.includes(character)) {
      endRun();
      at++;
    } else if (character === '\\') {
      if (/[A-Za-z0-9]/.test(next)) endRun();
      else run.push(next);
      at += 2;
    } else {
      run.push(character);
      at++;
    }
    atBeginning = false;
  }
  endAlternative();
  return alternatives;
}

/** Behind `{2,3}`; a brace that counts nothing stands for itself, and is passed by. */
function endOfCount(characters: readonly string[], open: number): number {
  let at = open + 1;
  while (/[\d,]/.test(characters[at] ?? '')) at++;
  return characters[at] === '}' ? at + 1 : open + 1;
}

function endOfGroup(characters: readonly string[], open: number): number {
  let at = open + 1;
  while (at < characters.length && characters[at] !== ')') {
    if (characters[at] === '(') at = endOfGroup(characters, at);
    else if (characters[at] === '[') at = endOfSet(characters, at);
    else at += characters[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}

/** Behind `[^]a[:alpha:]\]]`. */
function endOfSet(characters: readonly string[], open: number): number {
  let at = open + 1;
  if (characters[at] === '^') at++;
  if (characters[at] === ']') at++;
  while (at < characters.length && characters[at] !== ']') {
    if (characters[at] === '[' && characters[at + 1] === ':') at = endOfClass(characters, at);
    else at += characters[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}

function endOfClass(characters: readonly string[], open: number): number {
  for (let at = open + 2; at < characters.length - 1; at++) {
    if (characters[at] === ':' && characters[at + 1] === ']') return at + 2;
  }
  return open + 1;
}
