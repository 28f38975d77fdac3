import { createCell, type Observable } from '../../../../shared/event';
import { fail, ok, type Result } from '../../../../shared/result';
import type { Scope } from '../../../../shared/scope';
import {
  exitForLua,
  type LuaProblem,
  type Notice,
  present,
  processForLua,
  type Rule,
} from '../../../../shared/vocabulary';
import type { Files, LuaActionRequest, LuaActions, LuaDomain, LuaRun } from '../../../ports';
import type { DomainSlot } from '../domain-slot';
import { trustedDomain } from '../plan';
import { problemText } from '../problem-text';
import { createActionFiles } from './action-files';
import { actionNotices, missingAction } from './action-notices';
import { chunkOfCode, luaOf } from './code';
import { moduleOfOwner, ownerOf } from './owner';

export interface RuleActionsOptions {
  readonly files: Pick<Files, 'watchText'>;
  readonly rules: Observable<{ readonly rules: readonly Rule[] }>;
  /** config.toml, for messages; files that rules name lie beside it. */
  readonly configFile: string;
  readonly home: string;
  /** What "~" stands for. */
  readonly userHome: string | undefined;
  readonly slots: () => readonly DomainSlot[];
  /** Resolves when the files of Lua were loaded for the first time. */
  readonly ready: Promise<void>;
  /** Counts what may have changed of what is registered. */
  readonly revision: Observable<number>;
  readonly failed: (domain: string, problem: LuaProblem) => void;
}

/** What rules do in Lua. */
export interface RuleActions extends LuaActions {
  /** What is wrong with it. */
  readonly notices: Observable<readonly Notice[]>;
  /** A line that was logged: what a run has said is shown with it. @returns of which module it is told */
  logged(line: { readonly module: string; readonly text: string }): string;
}

/** Whose code has not come to its end yet. */
const mostUnderWay = 500;

export function createRuleActions(options: RuleActionsOptions, scope: Scope): RuleActions {
  const { rules, configFile, home, userHome, slots, ready, revision, failed } = options;
  const prints = new Map<string, (text: string) => void>();
  const files = createActionFiles({ files: options.files, compile, changed: look }, scope);
  const notices = createCell<readonly Notice[]>([]);
  let underWay = 0;
  let codeProblems: readonly LuaProblem[] = [];

  const trusted = () => slots().find(({ name }) => name === trustedDomain);

  async function compile(chunk: Parameters<LuaDomain['compile']>[0]): ReturnType<LuaDomain['compile']> {
    await ready;
    const worker = await trusted()?.current();
    // What cannot be told now shows when it is run.
    return worker ? worker.compile(chunk) : { ok: true, value: undefined };
  }

  async function follow({ rules: inForce }: { readonly rules: readonly Rule[] }): Promise<void> {
    files.follow(new Set(luaOf(inForce, 'file').map(({ source }) => pathOf(source.file))));
    const compiled = await Promise.all(
      luaOf(inForce, 'code').map(({ source, rule }) => compile(chunkOfCode(source, rule, configFile))),
    );
    if (rules.value.rules !== inForce) return;
    codeProblems = compiled.flatMap((each) => (each.ok ? [] : [each.problem]));
    look();
  }
  scope.defer(rules.on((state) => void follow(state)));
  scope.defer(revision.on(look));
  void follow(rules.value);

  /** What is to be told of it now. */
  function look(): void {
    const problems = [...codeProblems, ...files.problems.values()];
    const next = actionNotices(
      rules.value.rules,
      problems,
      registered().map(({ name }) => name),
    );
    if (JSON.stringify(next) !== JSON.stringify(notices.value)) notices.value = next;
  }

  function pathOf(file: string): string {
    if (userHome !== undefined && /^~[\\/]/.test(file)) return `${userHome}${file.slice(1)}`;
    return /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(file) ? file : `${home}/${file}`;
  }

  function registered(): { readonly slot: DomainSlot; readonly name: string; readonly handler: string }[] {
    return slots().flatMap((slot) =>
      slot.registrations.flatMap(({ kind, name, enabled, handler }) =>
        kind === 'action' && enabled ? [{ slot, name, handler }] : [],
      ),
    );
  }

  /** What is to be run, and where. */
  async function find({ source, rule }: LuaActionRequest): Promise<Result<Found, 'failed'>> {
    await ready;
    if (source.from === 'registered') {
      const all = registered();
      const action = all.find(({ name }) => name === source.name);
      if (action) return ok({ slot: action.slot, what: { handler: action.handler } });
      return fail(
        'failed',
        missingAction(
          source.name,
          all.map(({ name }) => name),
        ),
      );
    }
    const slot = trusted();
    if (!slot) return fail('failed', 'Lua has not been started.');
    if (source.from === 'code') return ok({ slot, what: chunkOfCode(source, rule, configFile) });
    const path = pathOf(source.file);
    const text = await files.textOf(path);
    return text.ok ? ok({ slot, what: { path, text: text.value } }) : text;
  }

  return {
    begin(request) {
      const { process, rule, run, agent, trial, exit, durationMs, print } = request;
      const owner = ownerOf(rule.id, run);
      let worker: LuaDomain | undefined;
      let over = false;

      async function begin(): Promise<Result<boolean, 'failed'>> {
        const found = await find(request);
        if (!found.ok) return found;
        worker = await found.value.slot.current();
        if (!worker) return fail('failed', `Lua does not run: ${found.value.slot.stopped ?? 'it was ended.'}`);
        if (over) return fail('failed', 'It was ended before it began.');
        const about = present({
          ...processForLua(process),
          ...{ rule: rule.id, agent, exit: exit && exitForLua(exit), duration_ms: durationMs },
          trial: trial || undefined,
        });
        const done = await worker.act({ owner: owner.name, about, what: found.value.what });
        return done.ok ? ok(done.value) : told(done.problem);
      }

      function told(problem: LuaProblem): Result<never, 'failed'> {
        const mine = { ...problem, module: moduleOfOwner(problem.module ?? owner.module) };
        if (!over) failed(worker?.name ?? trustedDomain, mine);
        if (problem.traceback !== undefined) print(`${problem.traceback}\n`);
        return fail('failed', problemText(problem));
      }

      if (underWay >= mostUnderWay) {
        const busy = fail('busy', `${mostUnderWay} Lua actions are under way, which is the most.`);
        return { begun: Promise.resolve(busy), finish: async () => ok(undefined), abandon() {} };
      }
      underWay++;
      prints.set(owner.name, print);
      const begun = begin().finally(() => {
        underWay--;
      });
      void begun.then((outcome) => {
        if (!outcome.ok || !outcome.value) prints.delete(owner.name);
      });
      return {
        begun,
        async finish(ended, ms) {
          const finished = await worker?.finish(owner.name, [exitForLua(ended), ms]);
          prints.delete(owner.name);
          return !finished || finished.ok ? ok(undefined) : told(finished.problem);
        },
        abandon() {
          over = true;
          prints.delete(owner.name);
          worker?.abandon(owner.name);
        },
      };
    },
    notices,
    logged({ module, text }) {
      prints.get(module)?.(`${text}\n`);
      return moduleOfOwner(module);
    },
  };
}

interface Found {
  readonly slot: DomainSlot;
  readonly what: LuaRun['what'];
}
