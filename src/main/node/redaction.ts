const mask = '[redacted]';

/** Texts that look like a secret: what to keep is group 1. */
const patterns: readonly RegExp[] = [
  /((?:^|[\s"'])--?(?:password|passwd|pass|token|secret|api[-_]?key|access[-_]?key|auth)(?:=|\s+))[^\s"']+/gi,
  /(\b(?:[A-Z0-9_]*(?:PASSWORD|TOKEN|SECRET|API_?KEY))=)[^\s"']+/g,
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/gi,
  /(\bauthorization:\s*(?:bearer|basic)\s+)[^\s"']+/gi,
  /([#?&]token=)[^\s&"']+/gi,
  /(\b)(?:gh[pousr]_[A-Za-z0-9]{20,}|sk-[A-Za-z0-9_-]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|AKIA[A-Z0-9]{16})/g,
];

const secretKey = /^(?:token|password|passwd|secret|authorization|cookie|api_?key|access_?key)$/i;

/** Masks what looks like a secret in a text: options, variables, credentials in URLs, well-known token forms. */
export function redactText(text: string): string {
  return patterns.reduce((masked, pattern) => masked.replace(pattern, `$1${mask}`), text);
}

/** The same for log fields, nested to a depth that log fields have. Errors keep name, message and stack. */
export function redactFields(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (value === null || typeof value !== 'object' || depth > 6) return value;
  if (value instanceof Error) {
    return { name: value.name, message: redactText(value.message), stack: redactText(value.stack ?? '') };
  }
  if (Array.isArray(value)) return value.map((item) => redactFields(item, depth + 1));
  const fields: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    fields[key] = secretKey.test(key) ? mask : redactFields(field, depth + 1);
  }
  return fields;
}
