import { useEffect, useRef, useState } from 'react';
import type { Agent } from '../../../../shared/vocabulary';
import { TextField } from '../../../ui';
import type { AgentsStore } from '../store';

const saveAfterMs = 600;
const longest = 10_000;

export interface NotesProps {
  readonly store: AgentsStore;
  readonly agent: Agent;
}

/** The person's notes on an agent. They are saved when the typing pauses, and when they are left. */
export function Notes({ store, agent: { id, notes } }: NotesProps) {
  /** What was typed and is not yet saved. */
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const latest = useRef(typed);
  latest.current = typed;

  async function save(): Promise<void> {
    const text = latest.current;
    if (text === undefined || text.length > longest) return;
    const saved = await store.update({ id, notes: text });
    setProblem(saved.ok ? undefined : saved.message);
    // What was typed meanwhile is saved next.
    if (saved.ok && latest.current === text) setTyped(undefined);
  }
  const saving = useRef(save);
  saving.current = save;

  useEffect(() => {
    if (typed === undefined) return;
    const timer = setTimeout(() => void saving.current(), saveAfterMs);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => () => void saving.current(), []);

  const tooLong = (typed?.length ?? 0) > longest ? 'Notes have at most 10,000 characters.' : undefined;
  return (
    <TextField
      label="Notes"
      lines={6}
      value={typed ?? notes}
      onChange={setTyped}
      placeholder="What it is for, what to do next…"
      problem={tooLong ?? problem}
      hint={typed === undefined ? 'Saved.' : 'Not saved yet…'}
    />
  );
}
