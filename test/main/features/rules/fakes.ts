import type { FileContent, Files, Log } from '../../../../src/main/ports';
import { fail, ok } from '../../../../src/shared/result';

/** A folder in memory that reports its one watched file as the port promises: the same content once. */
export function createFakeFiles(options: { content?: FileContent; writable?: boolean } = {}) {
  let content: FileContent = options.content ?? fail('not-found', 'it does not exist');
  let report: ((content: FileContent) => void) | undefined;
  const files: Files = {
    readText: async () => content,
    async createText(_path, text) {
      if (content.ok) return ok(false);
      if (options.writable === false) return fail('not-writable', 'EACCES: permission denied');
      if (content.error === 'not-found') content = ok(text);
      return ok(true);
    },
    appendLine: async () => ok(undefined),
    async replaceText(_path, text) {
      if (options.writable === false) return fail('not-writable', 'EACCES: permission denied');
      content = ok(text);
      report?.(content);
      return ok(undefined);
    },
    watchText(_path, onContent, scope) {
      report = onContent;
      scope.defer(() => {
        report = undefined;
      });
      queueMicrotask(() => report?.(content));
    },
  };
  return {
    files,
    get content() {
      return content;
    },
    get watched() {
      return report !== undefined;
    },
    change(next: FileContent) {
      content = next;
      report?.(next);
    },
  };
}

export function createFakeLog() {
  const warnings: string[] = [];
  const log: Log = { debug() {}, info() {}, warn: (message) => warnings.push(message), error() {}, child: () => log };
  return { log, warnings };
}
