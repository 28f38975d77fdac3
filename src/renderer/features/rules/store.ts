import { safe } from '@orpc/client';
import type { StoreApi } from 'zustand/vanilla';
import type { Client, RulesState } from '../../../shared/contract';
import { fail, messageOf, ok, type Result } from '../../../shared/result';
import type { RuleVerdicts } from '../../../shared/vocabulary';
import { followState, type Live } from '../../client';
import { showError } from '../../ui';

export interface RulesStore {
  readonly state: StoreApi<Live<RulesState>>;
  setPaused(paused: boolean): Promise<void>;
  /** Opens config.toml in the person's editor. */
  openFile(): Promise<void>;
  /** Which of the rules in force would match. */
  test(argv: string[]): Promise<Result<RuleVerdicts, 'failed'>>;
}

export function createRulesStore(client: Client): RulesStore {
  const state = followState((signal) => client.rules.watch(undefined, { signal }));
  return {
    state,
    async setPaused(paused) {
      try {
        state.setState({ value: await client.rules.setPaused({ paused }) });
      } catch (error) {
        showError(paused ? 'The rules could not be paused' : 'The rules could not be resumed', messageOf(error));
      }
    },
    async openFile() {
      const { error, isDefined } = await safe(client.rules.openFile());
      if (error) showError('The file could not be opened', isDefined ? error.data.reason : messageOf(error));
    },
    async test(argv) {
      try {
        return ok(await client.rules.test({ argv }));
      } catch (error) {
        return fail('failed', messageOf(error));
      }
    },
  };
}
