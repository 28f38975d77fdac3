import { useState } from 'react';
import type { Client } from '../../../shared/contract';
import type { Agent } from '../../../shared/vocabulary';
import { useAnswer } from '../../client';
import { CheckField } from '../../ui';
import type { Entry } from './entries';
import { Finder } from './finder';

type Match = Awaited<ReturnType<Client['terminals']['search']>>[number];

export interface OutputSearchProps {
  readonly client: Client;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly agents: readonly Agent[];
  /** Shows the agent, and finds the text in its terminal. */
  readonly onFound: (agent: string, text: string) => void;
}

const askAfterMs = 150;

/** Searches what all agents have on their screens and above. */
export function OutputSearch({ client, open, onClose, agents, onFound }: OutputSearchProps) {
  const [search, setSearch] = useState('');
  const [caseSensitive, setCaseSensitive] = useState(false);
  const [regex, setRegex] = useState(false);
  const text = open ? search.trim() : '';
  const { value, of, error } = useAnswer({
    question: JSON.stringify([text, caseSensitive, regex]),
    ask: async () => (text === '' ? [] : client.terminals.search({ text, caseSensitive, regex })),
    afterMs: askAfterMs,
  });
  const byTerminal = new Map(agents.map((agent) => [agent.terminal, agent]));
  const matches = text === '' ? [] : (value ?? []);
  const entries = matches.flatMap((match) => {
    const agent = byTerminal.get(match.id);
    return agent ? [{ match, entry: entryOf(agent, match, onFound) }] : [];
  });
  const matchOf = new Map(entries.map(({ entry, match }) => [entry.id, match]));
  const names = [...new Set(entries.map(({ entry }) => entry.group))];
  return (
    <Finder
      title="Search the output of all agents"
      placeholder="Search the output of all agents"
      open={open}
      onClose={onClose}
      search={search}
      onSearch={setSearch}
      groups={names.map((name) => ({
        value: name,
        items: entries.filter(({ entry }) => entry.group === name).map(({ entry }) => entry),
      }))}
      empty={emptyText(text, error, of === undefined)}
      drawTitle={({ id, title }) => <Line text={title} match={matchOf.get(id)} />}
      note={
        <div className="flex gap-5">
          <CheckField label="Match case" checked={caseSensitive} onChange={setCaseSensitive} />
          <CheckField label="Regular expression" checked={regex} onChange={setRegex} />
        </div>
      }
    />
  );
}

function emptyText(text: string, error: string | undefined, asking: boolean): string {
  if (error !== undefined) return error;
  if (text === '') return 'Lines that are still kept, of agents that run and of those that have ended.';
  return asking ? 'Searching…' : 'No agent has shown this.';
}

function entryOf(agent: Agent, { id, line, at, length, text }: Match, onFound: OutputSearchProps['onFound']): Entry {
  return {
    id: `${id}:${line}:${at}`,
    group: agent.name,
    title: text,
    run: () => onFound(agent.id, text.slice(at, at + length)),
  };
}

const before = 30;

/** The line around what was found in it. */
function Line({ text, match }: { readonly text: string; readonly match: Match | undefined }) {
  if (!match) return text;
  const { at, length } = match;
  const from = Math.max(0, at - before);
  return (
    <span className="font-mono text-sm">
      {from > 0 && '…'}
      {text.slice(from, at)}
      <mark className="rounded-sm bg-warn-soft text-ink">{text.slice(at, at + length)}</mark>
      {text.slice(at + length)}
    </span>
  );
}
