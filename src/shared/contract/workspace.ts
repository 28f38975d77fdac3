import { eventIterator, oc } from '@orpc/contract';
import { Workspace } from '../vocabulary';

/** What a person arranged in the windows. */
export const workspace = {
  watch: oc.output(eventIterator(Workspace)),
  /** Replaces the parts that are given; the others stay. */
  update: oc.input(Workspace.partial()).output(Workspace),
};
