import { safe } from '@orpc/client';
import type { Client, RulesChange, RulesSource } from '../../shared/contract';
import { fail, ok, type Result } from '../../shared/result';
import { createWriter, exampleConfig, type Outcome } from '../features/rules';
import { withHub } from './hub-client';
import type { Invocation } from './run';

/** The rules as they are written: through the hub that runs, so that changes are in force at once, else in the file. */
export interface RulesAccess {
  source(): Promise<Result<RulesSource, 'unreadable'>>;
  change(change: RulesChange): Promise<Outcome>;
}

export async function withRules<T>(invocation: Invocation, use: (rules: RulesAccess) => Promise<T>): Promise<T> {
  const done = await withHub(invocation, async (client) => ({ value: await use(throughHub(client)) }));
  return done ? done.value : use(await inFile(invocation));
}

function throughHub(client: Client): RulesAccess {
  return {
    async source() {
      const { error, data, isDefined } = await safe(client.rules.source());
      if (!error) return ok(data);
      if (isDefined) return fail('unreadable', error.data.reason);
      throw error;
    },
    async change(change) {
      const { error, data, isDefined } = await safe(client.rules.change(change));
      if (!error) return { type: 'changed', changed: data };
      if (!isDefined) throw error;
      switch (error.code) {
        case 'NO_RULE':
          return { type: 'no-rule', ...error.data };
        case 'CONFLICT':
          return { type: 'conflict', ...error.data };
        case 'INVALID':
          return { type: 'invalid', ...error.data };
        case 'CANNOT_WRITE':
          return { type: 'cannot-write', ...error.data };
      }
    },
  };
}

/** Before the first start there is no file: it is made as the hub would. */
async function inFile({ host, home }: Invocation): Promise<RulesAccess> {
  const { config } = host.locateHome(home);
  await host.createText(config, exampleConfig);
  const { readText, replaceText, userHome } = host;
  return createWriter({ files: { readText, replaceText }, file: config, userHome });
}
