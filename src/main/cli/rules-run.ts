import { describeExit, type Rule, type RunOutput, wentWrong } from '../../shared/vocabulary';
import { sayNotRunning, withHub } from './hub-client';
import { printLines } from './print';
import type { Invocation } from './run';

export interface RunOptions {
  /** The made-up command; without it one that the rule's first pattern may mean. */
  readonly argv: readonly string[];
  readonly lastsMs: number;
}

/** What the contract allows. */
const longestMs = 60_000;

/** Does the actions of a rule now, for a made-up command, and prints what they print. Fails when one of them goes wrong. */
export async function runRule(invocation: Invocation, id: string, { argv, lastsMs }: RunOptions): Promise<number> {
  const { host, json } = invocation;
  if (lastsMs > longestMs) {
    await host.error('A made-up command lasts 60 s at most.');
    return 1;
  }
  const outputs = await withHub(invocation, async (client) => {
    const { rules } = await client.rules.state();
    const rule = rules.find((rule) => rule.id === id);
    if (!rule) return `No rule "${id}" is in force. ${namesOf(rules)}`;
    return client.rules.run({ id, command: { argv: argv.length > 0 ? [...argv] : sampleOf(rule) }, lastsMs });
  });
  if (outputs === undefined) return sayNotRunning(invocation);
  if (typeof outputs === 'string') {
    await printLines(host.error, outputs);
    return 1;
  }
  if (json) await host.out(JSON.stringify(outputs));
  else for (const output of outputs) await printLines(host.out, ...describe(output));
  return outputs.some(({ run }) => wentWrong(run) || run.state === 'dropped') ? 1 : 0;
}

function namesOf(rules: readonly Rule[]): string {
  return rules.length === 0 ? 'There are no rules.' : `There are: ${rules.map(({ id }) => id).join(', ')}.`;
}

/** The words of its first pattern, without what stands for anything; of alternatives the first: "npm {i,add}*" → npm i. */
function sampleOf({ commands: [pattern = ''], match }: Rule): string[] {
  const plain = pattern.replace(/\{([^,{}]*)[^{}]*\}/g, '$1').replace(/[*?[\]{}]/g, '');
  const words = match === 'regex' ? [] : plain.split(' ');
  const kept = words.filter((word) => word !== '');
  return kept.length > 0 ? kept : ['true'];
}

function describe({ run, text, cut }: RunOutput): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return [
    `${run.action}  ${run.label}`,
    ...(cut ? ['  … (what came before is not kept)'] : []),
    ...lines.map((line) => `  ${line}`),
    `  → ${run.state}${run.exit ? ` (${describeExit(run.exit)})` : ''}${run.message ? `: ${run.message}` : ''}`,
  ];
}
