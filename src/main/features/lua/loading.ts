import type { LuaProblem } from '../../../shared/vocabulary';
import type { LoadReport, LuaDomain, LuaSource } from '../../ports';
import type { DomainPlan } from './plan';

/** What became of an attempt to bring a domain up to date. */
export interface LoadOutcome {
  readonly ran: readonly string[];
  readonly tookMs: number;
  /** By module, of those that were tried and refused. */
  readonly refused: ReadonlyMap<string, LuaProblem>;
}

export interface Loading {
  /** The texts that the domain runs. */
  readonly inForce: ReadonlyMap<string, LuaSource>;
  /** Why the newest text of a module is not in force. */
  readonly refused: ReadonlyMap<string, LuaProblem>;
  /**
   * Sends what differs. One transaction for all; if that fails, without the file at fault, so that one broken file never
   * keeps another from being changed. A text that was refused is tried again only with others, or when it is `forced`.
   */
  bring(domain: Pick<LuaDomain, 'load'>, plan: DomainPlan, options: LoadOptions): Promise<LoadOutcome>;
  /** The next worker begins with nothing. */
  forget(): void;
  /** A new worker, which has nothing yet, gets what the last one had. */
  restore(domain: Pick<LuaDomain, 'load'>, start: readonly string[], state: LoadOptions['state']): Promise<boolean>;
}

export interface LoadOptions {
  readonly forced?: ReadonlySet<string>;
  readonly state?: Parameters<LuaDomain['load']>[0]['state'];
}

interface Refusal {
  readonly text: string;
  readonly problem: LuaProblem;
}

export function createLoading(): Loading {
  const inForce = new Map<string, LuaSource>();
  const refusals = new Map<string, Refusal>();

  async function bring(domain: Pick<LuaDomain, 'load'>, plan: DomainPlan, { forced, state }: LoadOptions) {
    const removed = [...inForce.keys()].filter((module) => !plan.sources.has(module));
    // What is gone, or again what is in force, is no longer refused.
    for (const module of refusals.keys()) {
      const text = plan.sources.get(module)?.text;
      if (text === undefined || text === inForce.get(module)?.text) refusals.delete(module);
    }
    const differs = ({ module, text }: LuaSource) => inForce.get(module)?.text !== text || forced?.has(module) === true;
    const changed = [...plan.sources.values()].filter(differs);
    // What a stand-in leads to is the news, not the stand-in.
    const isNews = ({ module, text }: LuaSource) =>
      forced?.has(module) === true || (refusals.get(module)?.text !== text && !plan.standIns.has(module));
    const none: LoadOutcome = { ran: [], tookMs: 0, refused: new Map() };
    if (removed.length === 0 && !changed.some(isNews)) return none;
    return attempt(changed, removed);

    async function attempt(batch: readonly LuaSource[], gone: readonly string[]): Promise<LoadOutcome> {
      const modules = new Set(batch.map(({ module }) => module));
      const start = plan.start.filter((module) => modules.has(module) || inForce.has(module));
      const result = await domain.load({ changed: batch, removed: gone, start, state });
      if (result.ok) return accept(batch, gone, result.value);
      const culprit = batch.find((source) => isAbout(result.problem, source) && !plan.standIns.has(source.module));
      const refused = culprit ?? (batch.length === 1 ? batch[0] : undefined);
      if (refused) {
        refuse(refused, result.problem);
        const others = withoutRefused(batch, refused);
        const outcome = others.length + gone.length > 0 ? await attempt(others, gone) : none;
        return { ...outcome, refused: new Map([...outcome.refused, [refused.module, result.problem]]) };
      }
      return batch.length === 0 ? giveUpRemoving(gone, result.problem) : oneByOne(batch, gone);
    }

    /** Nobody can tell which of them is at fault. */
    async function oneByOne(batch: readonly LuaSource[], gone: readonly string[]): Promise<LoadOutcome> {
      let all = gone.length > 0 ? await attempt([], gone) : none;
      for (const source of batch) all = together(all, await attempt([source], []));
      return all;
    }

    /** A stand-in for a file that was refused is what it stands for, unless an earlier text of the file is in force. */
    function withoutRefused(batch: readonly LuaSource[], refused: LuaSource): LuaSource[] {
      return batch.flatMap((source) => {
        if (source === refused) return [];
        const standIn = plan.standIns.get(source.module);
        if (standIn?.by !== refused.module || inForce.has(refused.module)) return [source];
        return inForce.get(source.module)?.text === standIn.original.text ? [] : [standIn.original];
      });
    }
  }

  function accept(batch: readonly LuaSource[], gone: readonly string[], { ran, tookMs }: LoadReport): LoadOutcome {
    for (const module of gone) inForce.delete(module);
    for (const source of batch) {
      inForce.set(source.module, source);
      refusals.delete(source.module);
    }
    return { ran, tookMs, refused: new Map() };
  }

  function refuse({ module, text }: LuaSource, problem: LuaProblem): void {
    refusals.set(module, { text, problem });
  }

  /** What others need stays until they do not. */
  function giveUpRemoving(gone: readonly string[], problem: LuaProblem): LoadOutcome {
    return { ran: [], tookMs: 0, refused: new Map(gone.map((module) => [module, problem])) };
  }

  async function restore(domain: Pick<LuaDomain, 'load'>, order: readonly string[], state: LoadOptions['state']) {
    const changed = [...inForce.values()];
    if (changed.length === 0) return true;
    const start = order.filter((module) => inForce.has(module));
    const result = await domain.load({ changed, removed: [], start, state });
    if (!result.ok) inForce.clear();
    return result.ok;
  }

  return {
    inForce,
    get refused() {
      return new Map([...refusals].map(([module, { problem }]) => [module, problem]));
    },
    ...{ bring, restore },
    forget() {
      inForce.clear();
      refusals.clear();
    },
  };
}

function isAbout({ path, module }: LuaProblem, source: LuaSource): boolean {
  return path === '' ? module === source.module : path === source.path;
}

function together(a: LoadOutcome, b: LoadOutcome): LoadOutcome {
  return {
    ran: [...a.ran, ...b.ran],
    tookMs: a.tookMs + b.tookMs,
    refused: new Map([...a.refused, ...b.refused]),
  };
}
