import type { ContractRouterClient } from '@orpc/contract';
import { activity } from './activity';
import { agents } from './agents';
import { desktop } from './desktop';
import { history } from './history';
import { hub } from './hub';
import { lua } from './lua';
import { probe } from './probe';
import { rules } from './rules';
import { shell } from './shell';
import { terminals } from './terminals';
import { workspace } from './workspace';

export * from './activity';
export * from './agents';
export * from './history';
export * from './hub';
export * from './lua';
export * from './probe';
export * from './rules';
export * from './shell';

/** Everything that can be asked of a hub: the only place where a call or a stream is named. */
export const contract = { hub, activity, agents, desktop, history, lua, probe, rules, shell, terminals, workspace };

/** The contract as windows, pages and the command line call it. */
export type Client = ContractRouterClient<typeof contract>;
