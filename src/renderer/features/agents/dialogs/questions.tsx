import { useStore } from 'zustand';
import type { Agent } from '../../../../shared/vocabulary';
import { StartDialog } from '../start/start-dialog';
import type { AgentQuestion, AgentsStore } from '../store';
import { GroupDialog, RenameDialog } from './change-dialogs';
import { KillDialog, RemoveDialog, RemoveEndedDialog } from './end-dialogs';

export interface QuestionsProps {
  readonly store: AgentsStore;
  readonly agents: readonly Agent[];
  readonly home: string | undefined;
}

/** What the person is asked just now. */
export function Questions({ store, agents, home }: QuestionsProps) {
  const question = useStore(store.question);
  const onClose = () => store.ask(undefined);
  if (!question) return null;
  if (question.type === 'start') {
    return <StartDialog {...{ store, agents, home, onClose }} place={question.place} profile={question.profile} />;
  }
  if (question.type === 'remove-ended') return <RemoveEndedDialog {...{ store, agents, onClose }} />;
  const agent = agents.find(({ id }) => id === question.agent);
  if (!agent) return null;
  const Asked = dialogs[question.type];
  return <Asked key={agent.id} {...{ store, agents, agent, onClose }} />;
}

const dialogs: Record<Extract<AgentQuestion, { agent: string }>['type'], typeof RenameDialog> = {
  rename: RenameDialog,
  group: GroupDialog,
  kill: KillDialog,
  remove: RemoveDialog,
};
