import { closest, distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { fail, ok, type Result } from '../../../../shared/result';
import { type LuaValue, type NodeKind, nodeKinds, nodeProps, ViewNode } from '../../../../shared/vocabulary';

/** A tree as Lua gave it. A failure says where it is wrong, and how: `column › child 2 (list) › itms: is unknown; …`. */
export function parseTree(tree: LuaValue): Result<ViewNode, 'wrong'> {
  const parsed = ViewNode.safeParse(tree);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return fail('wrong', issue ? describe(tree, issue) : 'It is no tree of nodes.');
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function describe(tree: LuaValue, issue: Issue): string {
  const nearest = valueAt(tree, issue.path) instanceof Uint8Array ? issue : innermost(issue);
  // What is wrong with its kind is said of the node.
  const at =
    nearest.code === 'invalid_union' && nearest.path.at(-1) === 'kind' ? nearest.path.slice(0, -1) : nearest.path;
  if (nearest.code === 'unrecognized_keys') {
    const [key = ''] = nearest.keys;
    return `${placeOf(tree, [...at, key])}: is unknown${suggestion(key, keysAt(tree, at))}`;
  }
  return `${placeOf(tree, at)}: ${wrong(valueAt(tree, at), nearest)}`;
}

/** Of what fits no alternative: what is wrong with the one that it comes closest to. */
function innermost(issue: Issue): Issue {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const closer = issue.errors.map((issues) => issues[0]).filter((one) => one !== undefined);
  const best = closer.reduce<Issue | undefined>((deepest, one) => {
    if (one.path.length === 0 && one.code !== 'unrecognized_keys') return deepest;
    return !deepest || one.path.length > deepest.path.length ? one : deepest;
  }, undefined);
  return best ? innermost({ ...best, path: [...issue.path, ...best.path] }) : issue;
}

const typeNames: Readonly<Record<string, string>> = {
  ...{ string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false' },
  ...{ array: 'a list', object: 'a table', record: 'a table' },
};

function wrong(value: LuaValue, issue: Issue): string {
  const kind = kindOf(value);
  if (kind !== undefined) return `there is no kind "${kind}"${suggestion(kind, nodeKinds)}`;
  if (value === undefined) return 'is missing';
  if (issue.code === 'invalid_union' && issue.path.at(-1) === 'kind')
    return 'is no node: nodes are made with ui.row, ui.text, …';
  if (value instanceof Uint8Array) return 'is not UTF-8';
  if (issue.code === 'invalid_type') {
    const expected = typeNames[issue.expected] ?? `a ${issue.expected}`;
    return `must be ${expected}, not ${shown(value)}`;
  }
  if (issue.code === 'invalid_value')
    return `must be one of ${issue.values.map(String).join(', ')}, not ${shown(value)}`;
  if (issue.code === 'invalid_format') return `must be a number or a share such as "30%", not ${shown(value)}`;
  if (issue.code === 'invalid_union') return `cannot be ${shown(value)}`;
  if (issue.code === 'too_big') return `is too large: at most ${issue.maximum} (${issue.origin})`;
  if (issue.code === 'too_small') return `is too small: at least ${issue.minimum} (${issue.origin})`;
  return `${issue.message} (${shown(value)})`;
}

function shown(value: LuaValue): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'a table' : String(value);
}

function suggestion(name: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const near = closest(name, known);
  if (distance(name, near) <= 3) return `; did you mean ${near}?`;
  return known.length <= 20 ? `; there are ${known.join(', ')}` : '';
}

/** A path as people read it: children by their number from 1, and their kind. */
function placeOf(tree: LuaValue, path: Path): string {
  const parts: string[] = [kindOf(tree) ?? 'the view'];
  let at = tree;
  for (const [index, key] of path.entries()) {
    at = inside(at, key);
    if (typeof key !== 'number') {
      // Of `items` the place in it says enough.
      if (typeof path[index + 1] !== 'number') parts.push(String(key));
      continue;
    }
    const list = String(path[index - 1]);
    const kind = kindOf(at);
    parts.push(`${list === 'children' ? 'child' : list} ${key + 1}${kind === undefined ? '' : ` (${kind})`}`);
  }
  return parts.join(' › ');
}

function kindOf(value: LuaValue): string | undefined {
  return isTable(value) && typeof value.kind === 'string' ? value.kind : undefined;
}

function isTable(value: LuaValue): value is { readonly [key: string]: LuaValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function inside(value: LuaValue, key: PropertyKey): LuaValue {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<PropertyKey, LuaValue>>)[key];
}

function valueAt(tree: LuaValue, path: Path): LuaValue {
  return path.reduce(inside, tree);
}

/** The names that a table at this place may have. */
function keysAt(tree: LuaValue, path: Path): string[] {
  const isNode = (length: number) => kindOf(valueAt(tree, path.slice(0, length))) !== undefined;
  let length = path.length;
  while (length > 0 && !isNode(length)) length--;
  const kind = kindOf(valueAt(tree, path.slice(0, length)));
  if (kind === undefined || !nodeKinds.includes(kind as NodeKind)) return [];
  const node: z.core.$ZodType = nodeProps[kind as NodeKind];
  const found = path
    .slice(length)
    .reduce<z.core.$ZodType[]>((all, key) => all.flatMap((one) => within(one, key)), [node]);
  return found
    .flatMap((one) => alternatives(one))
    .flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : []));
}

function within(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType[] {
  return alternatives(schema).flatMap((one) => {
    if (one instanceof z.ZodArray && typeof key === 'number') return [one.element];
    if (one instanceof z.ZodObject && typeof key === 'string') return one.shape[key] ? [one.shape[key]] : [];
    return [];
  });
}

function alternatives(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return alternatives(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  return [schema];
}
