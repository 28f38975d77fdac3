import { useState } from 'react';
import type { Client, HookState } from '../../../shared/contract';
import type { AgentTool } from '../../../shared/vocabulary';
import { reasonOf, useAnswer } from '../../client';
import { Alert, Switch } from '../../ui';
import { Section } from './section';

const names: Readonly<Record<AgentTool, string>> = {
  claude: 'Claude Code',
  codex: 'Codex',
  gemini: 'Gemini CLI',
  opencode: 'OpenCode',
  aider: 'aider',
};

export interface HookSettingsProps {
  readonly client: Client;
  /** Writes a path as people write it: "~/…". */
  readonly shortPath: (path: string) => string;
}

/** Whether the tools tell by their hooks what their agents do. */
export function HookSettings({ client, shortPath }: HookSettingsProps) {
  const { value, error } = useAnswer({ question: 'hooks', ask: () => client.agents.hooks() });
  const [changed, setChanged] = useState<readonly HookState[]>();
  const [problem, setProblem] = useState<string>();
  const states = changed ?? value ?? [];

  const set = async (tool: AgentTool, on: boolean) => {
    try {
      setChanged(await client.agents.setHooks({ tool, on }));
      setProblem(undefined);
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };

  return (
    <Section
      title="What agents tell"
      about="With hooks a tool says itself when it works, asks or has finished. Without them that is read off its terminal."
    >
      {(problem ?? error) !== undefined && (
        <div className="mb-3">
          <Alert severity="error" announce title="The hooks were not changed">
            {problem ?? error}
          </Alert>
        </div>
      )}
      <ul className="flex flex-col gap-3">
        {states.map((state) => (
          <li key={state.tool} className="flex items-start gap-4">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{names[state.tool]}</p>
              <p className="text-sm break-words text-muted">{describe(state, shortPath)}</p>
            </div>
            {state.state !== 'unavailable' && (
              <Switch
                bare
                label={`Hooks of ${names[state.tool]}`}
                checked={state.state === 'on'}
                onChange={(on) => void set(state.tool, on)}
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function describe({ state, file, why }: HookState, shortPath: (path: string) => string): string {
  const reason = why === undefined ? '' : ` ${why}`;
  switch (state) {
    case 'on':
      return `On, in ${shortPath(file)}.`;
    case 'partly':
      return `Only a part of them is in ${shortPath(file)}.${reason} Turn them on to mend it.`;
    case 'off':
      return `Off. They would be added to ${shortPath(file)}; nothing else in it changes.${reason}`;
    default:
      return why ?? 'It has no hooks that could tell.';
  }
}
