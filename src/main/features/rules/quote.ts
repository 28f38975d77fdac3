const longest = 80;

/** A text of any origin as part of a message: in quotes, on one line and not too long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest)}…` : text);
}
