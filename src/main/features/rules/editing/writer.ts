import type { RulesChange, RulesChanged, RulesSource } from '../../../../shared/contract';
import { fail, ok, type Result } from '../../../../shared/result';
import type { Problem } from '../../../../shared/vocabulary';
import type { Files } from '../../../ports';
import { type Config, parseConfig } from '../language/config';
import { rulesIn, writtenIn } from '../language/source';
import { versionOf } from '../version';
import { type Applied, applyChange } from './changes';

/** What became of a change; everything but `changed` left the file as it was. */
export type Outcome =
  | { readonly type: 'changed'; readonly changed: RulesChanged }
  | { readonly type: 'no-rule'; readonly id: string }
  | {
      readonly type: 'conflict';
      readonly theirs: string;
      readonly mine: string;
      readonly whole: boolean;
      readonly version: string;
    }
  | { readonly type: 'invalid'; readonly problems: Problem[]; readonly text: string }
  | { readonly type: 'cannot-write'; readonly reason: string };

/** Reads and changes config.toml. */
export interface Writer {
  /** The file as it is now. */
  source(): Promise<Result<RulesSource, 'unreadable'>>;
  /** Resolves when the change is in force. Changes are made one after the other, each on what the file says then. */
  change(change: RulesChange): Promise<Outcome>;
}

export interface WriterOptions {
  readonly files: Pick<Files, 'readText' | 'replaceText'>;
  readonly file: string;
  /** What "~" stands for in the file. */
  readonly userHome?: string | undefined;
  /** What was read before; it only makes it faster. */
  previous?(): Config;
  /** Is given each text that was written, and what it says. */
  take?(text: string, config: Config): void;
}

export function createWriter({ files, file, userHome, previous, take }: WriterOptions): Writer {
  let last: Promise<unknown> = Promise.resolve();
  /** Most changes find the file as the one before left it. */
  let known: { readonly text: string; readonly config: Config } | undefined;

  return {
    async source() {
      const content = await files.readText(file);
      if (!content.ok) return fail('unreadable', content.message);
      const text = content.value;
      const { problems, known } = read(text);
      return ok({ text, version: versionOf(text), problems, ...writtenIn(text, known) });
    },
    change(change) {
      const made = last.then(() => make(change));
      last = made.catch(() => {});
      return made;
    },
  };

  function read(text: string): Config {
    if (known?.text === text) return known.config;
    const config = parseConfig(text, file, { userHome, previous: previous?.() ?? known?.config });
    known = { text, config };
    return config;
  }

  async function make(change: RulesChange): Promise<Outcome> {
    const content = await files.readText(file);
    if (!content.ok) return { type: 'cannot-write', reason: content.message };
    const text = content.value;
    const version = versionOf(text);
    if (change.do === 'text') {
      if (change.base !== version) return { type: 'conflict', theirs: text, mine: change.text, whole: true, version };
      return write(text, change.text);
    }
    const config = read(text);
    const rules = rulesIn(text, config.known);
    const applied = applyChange(text, change, { rules, defaults: config.defaults });
    if (applied.ok) return write(text, applied.text, applied.at);
    // Of a text that is no TOML not even the rules are known.
    if (rules.length === 0 && config.problems.length > 0) return { type: 'invalid', problems: config.problems, text };
    return refused(applied, text, version);
  }

  function refused(applied: Extract<Applied, { ok: false }>, text: string, version: string): Outcome {
    switch (applied.error) {
      case 'no-rule':
        return { type: 'no-rule', id: applied.id };
      case 'conflict':
        return { type: 'conflict', theirs: applied.theirs, mine: applied.mine, whole: false, version };
      case 'no-header': {
        const message = 'this rule has no header of its own; write it below a line [[rules]], or change it in the text';
        return { type: 'invalid', problems: [{ file, line: applied.line, column: 1, message }], text };
      }
    }
  }

  async function write(before: string, text: string, at?: number): Promise<Outcome> {
    const config = read(text);
    const { problems, rules } = config;
    if (problems.length > 0) return { type: 'invalid', problems, text };
    if (text !== before) {
      const written = await files.replaceText(file, text);
      if (!written.ok) return { type: 'cannot-write', reason: written.message };
    }
    take?.(text, config);
    const id = at === undefined ? undefined : rules[at]?.id;
    return { type: 'changed', changed: { before, text, version: versionOf(text), ...(id !== undefined && { id }) } };
  }
}
