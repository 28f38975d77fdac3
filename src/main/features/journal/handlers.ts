import { implementer } from '../../gateway';
import type { Journal } from './journal';

/** The part of the contract that reads the journal. */
export function journalHandlers(journal: Journal) {
  return {
    events: implementer.hub.events.handler(({ input, signal }) => journal.read({ ...input, signal })),
  };
}
