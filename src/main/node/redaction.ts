import { maskText, secretMask } from '../../shared/vocabulary';

const secretKey = /^(?:token|password|passwd|secret|authorization|cookie|api_?key|access_?key)$/i;

/** Masks what looks like a secret in log fields, nested to a depth that log fields have. Errors keep name, message and stack. */
export function redactFields(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (value === null || typeof value !== 'object' || depth > 6) return value;
  if (value instanceof Error) {
    return { name: value.name, message: maskText(value.message), stack: maskText(value.stack ?? '') };
  }
  if (Array.isArray(value)) return value.map((item) => redactFields(item, depth + 1));
  const fields: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    fields[key] = secretKey.test(key) ? secretMask : redactFields(field, depth + 1);
  }
  return fields;
}
