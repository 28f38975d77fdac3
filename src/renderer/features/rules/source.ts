import { safe } from '@orpc/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, RulesSource, RulesState } from '../../../shared/contract';
import { messageOf } from '../../../shared/result';
import type { Live } from '../../client';

/** The text of the file and the rules as they are written in it. */
export type Source = Live<RulesSource>;

/** A rule as it stands in the file. */
export type SourceRule = RulesSource['rules'][number];

export interface SourceStore {
  readonly state: StoreApi<Source>;
  /** Reads the file anew. */
  reload(): Promise<void>;
}

/** Reads the file again whenever the rules tell of another version of it. */
export function createSource(client: Pick<Client, 'rules'>, rules: StoreApi<Live<RulesState>>): SourceStore {
  const state = createStore<Source>(() => ({ value: undefined, error: undefined }));
  let latest: Promise<void> | undefined;

  function reload(): Promise<void> {
    const reading = read(() => reading === latest);
    latest = reading;
    return reading;
  }

  async function read(isLatest: () => boolean): Promise<void> {
    const { error, data, isDefined } = await safe(client.rules.source());
    // A later question has a newer answer.
    if (!isLatest()) return latest;
    if (error) state.setState({ error: isDefined ? error.data.reason : messageOf(error) });
    else state.setState({ value: data, error: undefined });
  }

  let version: string | undefined;
  function onRules({ value }: Live<RulesState>): void {
    if (value === undefined || value.version === version) return;
    version = value.version;
    if (state.getState().value?.version !== version) void reload();
  }
  rules.subscribe(onRules);
  onRules(rules.getState());
  return { state, reload };
}
