import type { ContractRouterClient } from '@orpc/contract';
import { activity } from './activity';
import { hub } from './hub';
import { rules } from './rules';
import { terminals } from './terminals';

export * from './activity';
export * from './hub';
export * from './rules';

/** Everything that can be asked of a hub: the only place where a call or a stream is named. */
export const contract = { hub, activity, rules, terminals };

/** The contract as windows, pages and the command line call it. */
export type Client = ContractRouterClient<typeof contract>;
