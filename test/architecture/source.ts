import { parseSync } from 'vite';

/** A file of the project, as the rules see it: a path under the root with forward slashes, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

/** Something a file takes from elsewhere, whatever the syntax: import, export from, import(), import type, require. */
export type Import = { readonly specifier: string; readonly line: number };

export type Outline = {
  readonly imports: readonly Import[];
  /** Lines of `export default` and `export { x as default }`. */
  readonly defaultExports: readonly number[];
  /** The first line that passes on another file's names, if the file has `export *` or holds nothing else. */
  readonly barrelLine: number | undefined;
};

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;

const declarationOnly = new Set(['ImportDeclaration', 'ExportAllDeclaration', 'ExportNamedDeclaration']);

/** What the rules need to know about a TypeScript file. A file that does not parse is a bug to be told, not passed over. */
export function outline({ path, text }: SourceFile): Outline {
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path} does not parse: ${error.message}`);
  const lineAt = lineFinder(text);
  const imports: Import[] = [];
  const defaultExports: number[] = [];
  visit(program, (node) => {
    const specifier = importedBy(node);
    if (specifier !== undefined) imports.push({ specifier, line: lineAt(node.start) });
    if (isDefaultExport(node)) defaultExports.push(lineAt(node.start));
  });
  return { imports, defaultExports, barrelLine: barrelLine(program.body as unknown as Node[], lineAt) };
}

function importedBy(node: Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return stringValue(node.source ?? node.argument);
    case 'TSExternalModuleReference':
      return stringValue(node.expression);
    case 'CallExpression':
      return isRequire(node.callee) ? stringValue((node.arguments as unknown[])[0]) : undefined;
    default:
      return undefined;
  }
}

/** `require(…)` and `require.resolve(…)`. */
function isRequire(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === 'MemberExpression') return isRequire(callee.object);
  return callee.type === 'Identifier' && callee.name === 'require';
}

function isDefaultExport(node: Node): boolean {
  if (node.type === 'ExportDefaultDeclaration') return true;
  const exported = node.type === 'ExportSpecifier' ? node.exported : undefined;
  return isNode(exported) && (exported.name ?? exported.value) === 'default';
}

function barrelLine(statements: readonly Node[], lineAt: (offset: number) => number): number | undefined {
  const passedOn = statements.filter(
    (node) => node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && !node.declaration),
  );
  const holdsNothingElse = statements.every((node) => declarationOnly.has(node.type) && !node.declaration);
  const first = passedOn.find((node) => holdsNothingElse || node.type === 'ExportAllDeclaration');
  return first && lineAt(first.start);
}

/** A literal, also one in a template string without gaps; what is only known at run time is none of our business. */
function stringValue(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'TSLiteralType') return stringValue(node.literal);
  if (node.type === 'TemplateLiteral') return templateValue(node);
  return node.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

function templateValue(node: Node): string | undefined {
  const [only, ...more] = node.quasis as { value: { cooked: string } }[];
  return more.length === 0 ? only?.value.cooked : undefined;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see);
  } else if (isNode(value)) {
    see(value);
    for (const child of Object.values(value)) visit(child, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function lineFinder(text: string): (offset: number) => number {
  return (offset) => text.slice(0, offset).split('\n').length;
}
