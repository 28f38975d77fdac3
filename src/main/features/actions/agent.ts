import { type AgentAction, fillIn, shortened } from '../../../shared/vocabulary';
import type { AgentStarter } from '../../ports';
import { environmentOf, type Surroundings } from './environment';
import type { Groups } from './group';
import { placeholderValues } from './occasion';
import { done, failed, type Outcome, type Runner, type Task } from './runner';
import { expandAll, expandPath } from './variables';

export interface AgentOptions extends Surroundings {
  readonly agents: AgentStarter;
  readonly groups: Groups;
}

type Start = Extract<AgentAction, { do: 'start' }>;

/** Starts an agent of the app, which lives on by itself, or types into one. */
export function agentRunner(options: AgentOptions): Runner<AgentAction> {
  return async (task) => {
    const { action, occasion, started, print } = task;
    if (action.do === 'start') return start(action, task, options);
    const text = fillIn(action.text, placeholderValues(occasion));
    const sent = options.agents.send(action.name, text, { enter: action.enter });
    if (!sent.ok) return failed(sent.message);
    started();
    print(`${text}\n`);
    return done;
  };
}

async function start(action: Start, task: Task, options: AgentOptions): Promise<Outcome> {
  const { agents, groups, ...surroundings } = options;
  const { occasion, run } = task;
  // A command line that is too long would keep the terminal from starting.
  const env = environmentOf(surroundings, { ...occasion, process: shortened(occasion.process) }, { run });
  const command = expandAll(action.command, env);
  if (!command.ok) return failed(command.message);
  const folder = action.cwd === undefined ? undefined : expandPath(action.cwd, env, surroundings.home);
  if (folder && !folder.ok) return failed(folder.message);
  const prompt = action.prompt === undefined ? undefined : fillIn(action.prompt, placeholderValues(occasion));
  let pid: number | undefined;
  const started = await agents.start({
    ...{ name: action.name, command: command.value, cwd: folder?.value ?? occasion.process.cwd, prompt },
    env: Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith('VIBEROT_'))),
    onExit: () => pid !== undefined && groups.remove(pid),
  });
  if (!started.ok) return failed(started.message);
  pid = started.value.pid;
  if (pid !== undefined) groups.follow(pid, [...occasion.causes, occasion.rule.id]);
  task.started(pid);
  return done;
}
