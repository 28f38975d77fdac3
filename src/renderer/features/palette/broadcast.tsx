import { Send } from 'lucide-react';
import { useState } from 'react';
import type { Client } from '../../../shared/contract';
import { type Agent, isAlive, stateOf, stateWords } from '../../../shared/vocabulary';
import { reasonOf } from '../../client';
import { Alert, Button, CheckField, Dialog, SelectField, TextField } from '../../ui';

export interface BroadcastProps {
  readonly client: Client;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly agents: readonly Agent[];
}

/** Types one text into several agents. */
export function Broadcast({ open, onClose, ...props }: BroadcastProps) {
  return (
    <Dialog title="Send to several agents" open={open} onClose={onClose}>
      <Form {...props} onClose={onClose} />
    </Dialog>
  );
}

function Form({ client, agents, onClose }: Omit<BroadcastProps, 'open'>) {
  const alive = agents.filter(isAlive);
  const [text, setText] = useState('');
  const [enter, setEnter] = useState(true);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set());
  const [sending, setSending] = useState(false);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const ids = alive.filter(({ id }) => chosen.has(id)).map(({ id }) => id);

  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const send = async () => {
    setSending(true);
    try {
      const answers = await client.agents.send({ ids, text, enter });
      const found = answers.flatMap(({ id, problem }) => {
        const name = alive.find((agent) => agent.id === id)?.name ?? id;
        return problem === undefined ? [] : [`${name}: ${problem}`];
      });
      setProblems(found);
      if (found.length === 0) onClose();
    } catch (error) {
      setProblems([reasonOf(error)]);
    }
    setSending(false);
  };

  if (alive.length === 0) return <p className="text-muted">No agent is running.</p>;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextField label="Text" value={text} onChange={setText} lines={4} first />
      <GroupChoice agents={alive} onChoose={(ids) => setChosen(new Set(ids))} />
      <fieldset className="flex max-h-50 flex-col gap-1.5 overflow-y-auto">
        <legend className="mb-1 text-sm font-medium">To</legend>
        {alive.map((agent) => (
          <CheckField
            key={agent.id}
            label={`${agent.name} (${stateWords[stateOf(agent)].toLowerCase()})`}
            checked={chosen.has(agent.id)}
            onChange={(on) => choose(agent.id, on)}
          />
        ))}
      </fieldset>
      <CheckField label="Press Enter after it" checked={enter} onChange={setEnter} />
      {problems.length > 0 && (
        <Alert severity="error" announce title="Not everybody got it">
          {problems.join('. ')}
        </Alert>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          icon={<Send size={13} />}
          disabled={sending || text === '' || ids.length === 0}
          onClick={() => void send()}
        >
          {ids.length === 1 ? 'Send to 1 agent' : `Send to ${ids.length} agents`}
        </Button>
      </div>
    </form>
  );
}

interface GroupChoiceProps {
  readonly agents: readonly Agent[];
  readonly onChoose: (ids: readonly string[]) => void;
}

/** Ticks a whole group at once. */
function GroupChoice({ agents, onChoose }: GroupChoiceProps) {
  const groups = [...new Set(agents.flatMap(({ group }) => (group === undefined ? [] : [group])))];
  const [value, setValue] = useState('');
  const options = [
    { value: '', label: 'Choose one by one' },
    { value: '*', label: 'All that run' },
    ...groups.map((group) => ({ value: `group:${group}`, label: `Group ${group}` })),
  ];
  const choose = (next: string) => {
    setValue(next);
    if (next === '') return;
    onChoose(agents.filter(({ group }) => next === '*' || next === `group:${group}`).map(({ id }) => id));
  };
  return <SelectField label="Agents" options={options} value={value} onChange={choose} />;
}
