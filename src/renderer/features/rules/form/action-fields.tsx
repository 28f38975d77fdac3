import { type ActionType, soundNames } from '../../../../shared/vocabulary';
import { CheckField, Choice, NumberField, SelectField, TextField } from '../../../ui';
import { problemIn } from '../draft/problems';
import type { ActionCardProps } from './action-card';
import { CommandField } from './fields';
import { Headers } from './headers';
import { LuaFields } from './lua-fields';
import { OverlayFields } from './overlay-fields';
import { Pair } from './part';

type TextKey =
  | 'path'
  | 'title'
  | 'message'
  | 'show'
  | 'file'
  | 'url'
  | 'name'
  | 'cwd'
  | 'prompt'
  | 'send'
  | 'timeout'
  | 'sound'
  | 'code'
  | 'run';
type TickKey = 'shell' | 'silent' | 'allow_private' | 'click_through';

export type ActionFieldsProps = Pick<
  ActionCardProps,
  'action' | 'index' | 'atMoments' | 'timeoutOfRule' | 'problems' | 'onChange'
>;

/** The ways in which inputs are tied to an action. */
export function tiesOf({ action, index, problems, onChange }: ActionFieldsProps) {
  const problemOf = (key: string) => problemIn(problems, 'action', index, key);
  return {
    problemOf,
    text: (key: TextKey) => ({
      value: action[key] ?? '',
      problem: problemOf(key),
      onChange: (value: string) => onChange({ ...action, [key]: value === '' ? undefined : value }),
    }),
    number: (key: 'width' | 'height' | 'retries') => ({
      value: action[key],
      problem: problemOf(key),
      onChange: (value: number | undefined) => onChange({ ...action, [key]: value }),
    }),
    tick: (key: TickKey) => ({
      checked: action[key] ?? false,
      problem: problemOf(key),
      onChange: (checked: boolean) => onChange({ ...action, [key]: checked || undefined }),
    }),
  };
}

/** The fields of an action: those of its type, and its time-out. */
export function ActionFields(props: ActionFieldsProps) {
  return (
    <>
      <FieldsOfType {...props} />
      <Timeout {...props} />
    </>
  );
}

function FieldsOfType(props: ActionFieldsProps) {
  const { action } = props;
  const { text } = tiesOf(props);
  switch (action.type) {
    case 'exec':
      return <ExecFields {...props} />;
    case 'notify':
      return (
        <>
          <TextField {...text('title')} label="Title" placeholder="{program}" />
          <TextField {...text('message')} label="Message" placeholder="{command}" />
          <At {...props} />
          <CheckField {...tiesOf(props).tick('silent')} label="Without a sound" />
        </>
      );
    case 'overlay':
      return <OverlayFields {...props} />;
    case 'sound':
      return <SoundFields {...props} />;
    case 'log':
      return <LogFields {...props} />;
    case 'webhook':
      return <WebhookFields {...props} />;
    case 'agent':
      return <AgentFields {...props} />;
    case 'lua':
      return <LuaFields {...props} />;
  }
}

const moments = [
  { value: 'start', label: 'At the start' },
  { value: 'end', label: 'At the end' },
  { value: 'both', label: 'Both' },
] as const;

/** When it is done. A rule that acts when the command has ended has no choice. */
function At({ action, atMoments, onChange, ...props }: ActionFieldsProps) {
  if (!atMoments) return null;
  const problem = tiesOf({ action, atMoments, onChange, ...props }).problemOf('at');
  return (
    <div className="flex items-center gap-2 text-sm">
      <Choice
        label="When"
        options={moments}
        value={action.at ?? 'start'}
        onChange={(at) => onChange({ ...action, at: at === 'start' ? undefined : at })}
      />
      {problem}
    </div>
  );
}

function ExecFields(props: ActionFieldsProps) {
  const { text, tick, problemOf } = tiesOf(props);
  const { action, onChange } = props;
  const shell = action.shell ?? false;
  return (
    <>
      <TextField
        {...text('path')}
        code
        label={shell ? 'Command line' : 'Program'}
        lines={shell ? Math.min(8, Math.max(2, (action.path ?? '').split('\n').length)) : 1}
        placeholder={shell ? 'echo "$VIBEROT_COMMAND" >> ~/commands.log' : 'notify.sh'}
        hint={
          shell
            ? 'What matched is in `$VIBEROT_COMMAND`.'
            : 'An absolute path, `~/in/your/home`, or a name that is looked for in the folder `actions`, then in PATH.'
        }
      />
      <CommandField
        label="Arguments"
        words={action.args ?? []}
        placeholder="--quiet 'two words'"
        problem={problemOf('args')}
        onChange={(args) => onChange({ ...action, args })}
      />
      <CheckField {...tick('shell')} label="It is a line for the system’s shell" />
    </>
  );
}

const usualTimeouts: Record<ActionType, string> = {
  ...{ exec: 'when the command ends', overlay: 'when the command ends', webhook: '30s', sound: '30s' },
  ...{ notify: 'as long as it takes', log: 'as long as it takes', agent: 'as long as it takes' },
  lua: 'when the command has ended',
};

function Timeout(props: ActionFieldsProps) {
  const { action, timeoutOfRule } = props;
  return (
    <Pair>
      <TextField
        {...tiesOf(props).text('timeout')}
        code
        label="End it after"
        placeholder={timeoutOfRule === undefined ? usualTimeouts[action.type] : `${timeoutOfRule}, as the rule says`}
      />
    </Pair>
  );
}

function SoundFields(props: ActionFieldsProps) {
  const { action, onChange } = props;
  const { text, problemOf } = tiesOf(props);
  const known = soundNames.find((name) => name === action.sound);
  const options = [...soundNames.map((name) => ({ value: name, label: name })), { value: 'file', label: 'A file…' }];
  return (
    <>
      <Pair>
        <SelectField
          label="Sound"
          options={options}
          value={known ?? 'file'}
          problem={known && problemOf('sound')}
          onChange={(sound) => onChange({ ...action, sound: sound === 'file' ? '~/' : sound })}
        />
        {!known && <TextField {...text('sound')} code label="File" placeholder="~/sounds/bell.wav" />}
      </Pair>
      <At {...props} />
    </>
  );
}

const levels = (['debug', 'info', 'warn', 'error'] as const).map((level) => ({ value: level, label: level }));

function LogFields(props: ActionFieldsProps) {
  const { action, onChange } = props;
  const { text, problemOf } = tiesOf(props);
  return (
    <>
      <TextField {...text('message')} label="Line" placeholder="{command}" />
      <Pair>
        <TextField {...text('file')} code label="File" placeholder="VibeRot’s own log" />
        <SelectField
          label="Level"
          options={levels}
          value={action.level ?? 'info'}
          problem={problemOf('level')}
          onChange={(level) => onChange({ ...action, level: level === 'info' ? undefined : level })}
        />
      </Pair>
      <At {...props} />
    </>
  );
}

function WebhookFields(props: ActionFieldsProps) {
  const { action, index, problems, onChange } = props;
  const { text, number, tick } = tiesOf(props);
  return (
    <>
      <TextField
        {...text('url')}
        code
        label="Address"
        placeholder="https://example.com/hook"
        hint="What happened is sent there as JSON, by POST."
      />
      <Headers
        headers={action.headers ?? {}}
        problem={problemIn(problems, 'action', index, 'headers')}
        onChange={(headers) => onChange({ ...action, headers })}
      />
      <Pair>
        <NumberField {...number('retries')} min={0} label="Try again, at most" placeholder="3" />
      </Pair>
      <At {...props} />
      <CheckField
        {...tick('allow_private')}
        label="Addresses of this machine and its network are allowed"
        hint="Otherwise they are refused, so that a rule cannot be used to reach into your network."
      />
    </>
  );
}

const agentWays = [
  { value: 'start', label: 'Start one' },
  { value: 'send', label: 'Send text' },
] as const;

function AgentFields(props: ActionFieldsProps) {
  const { action, onChange } = props;
  const { text, problemOf } = tiesOf(props);
  const { type, name } = action;
  const sends = action.send !== undefined;
  return (
    <>
      <div className="flex">
        <Choice
          label="What to do"
          options={agentWays}
          value={sends ? 'send' : 'start'}
          onChange={(way) => onChange(way === 'send' ? { type, name, send: '{command}' } : { type, name, start: [] })}
        />
      </div>
      <TextField
        {...text('name')}
        label="Name"
        placeholder="agent"
        hint={sends ? 'That of the terminal it runs in.' : 'Of its terminal, so that text can be sent to it.'}
      />
      {sends ? (
        <>
          <TextField {...text('send')} label="Text" lines={3} onChange={(send) => onChange({ ...action, send })} />
          <CheckField
            label="Confirm it by Enter"
            checked={action.enter ?? true}
            problem={problemOf('enter')}
            onChange={(enter) => onChange({ ...action, enter: enter ? undefined : false })}
          />
        </>
      ) : (
        <>
          <CommandField
            label="Command"
            words={action.start ?? []}
            placeholder="claude"
            problem={problemOf('start')}
            onChange={(start) => onChange({ ...action, start })}
          />
          <TextField {...text('cwd')} code label="Folder" placeholder="that of the command" />
          <TextField
            {...text('prompt')}
            label="Prompt"
            lines={3}
            placeholder="{command} failed with {exit}. Find out why."
          />
        </>
      )}
    </>
  );
}
