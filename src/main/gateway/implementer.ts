import { implement } from '@orpc/server';
import { contract } from '../../shared/contract';
import type { Connection } from './connection';

/** Builds handlers for the contract: `implementer.rules.test.handler(({ input }) => …)`. */
export const implementer = implement(contract).$context<{ connection: Connection }>();
