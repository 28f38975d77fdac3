/** What placeholders in texts of actions stand for. */
export interface PlaceholderValues {
  readonly command: string;
  readonly program: string;
  readonly pid: string;
  readonly cwd: string;
  readonly rule: string;
  readonly agent: string;
  /** "0", "SIGTERM", "?"; empty while the command runs. */
  readonly exit: string;
  /** "1 min 20 s"; empty while the command runs. */
  readonly duration: string;
}

export const placeholders = ['command', 'program', 'pid', 'cwd', 'rule', 'agent', 'exit', 'duration'] as const;

/** Writes `{command}`, `{exit}` and the others of `placeholders` out; `{{` is a brace. Braces around anything else stay. */
export function fillIn(template: string, values: PlaceholderValues): string {
  return template.replace(/\{\{|\{(\w+)\}/g, (found, name: string | undefined) => {
    if (found === '{{') return '{';
    return isPlaceholder(name) ? values[name] : found;
  });
}

function isPlaceholder(name: string | undefined): name is keyof PlaceholderValues {
  return placeholders.some((placeholder) => placeholder === name);
}
