import { useContext, useId } from 'react';
import type { ActionDraft } from '../../../../shared/vocabulary';
import { Choice, TextField } from '../../../ui';
import { LuaActionNames } from '../lua-actions';
import { type ActionFieldsProps, tiesOf } from './action-fields';

const ways = [
  { value: 'code', label: 'Code' },
  { value: 'file', label: 'File' },
  { value: 'run', label: 'Registered action' },
] as const;
type Way = (typeof ways)[number]['value'];

function wayOf({ run, file }: ActionDraft): Way {
  if (run !== undefined) return 'run';
  return file === undefined ? 'code' : 'file';
}

const begun = 'viberot.log(viberot.command)\n';
const mostLines = 18;

/** What to run in Lua: a few lines right here, a file, or what a Lua file has registered. */
export function LuaFields(props: ActionFieldsProps) {
  const { action, onChange } = props;
  const { text, problemOf } = tiesOf(props);
  const way = wayOf(action);
  const { type, timeout } = action;
  const names = useContext(LuaActionNames);
  const list = useId();
  const lines = (action.code ?? '').split('\n').length + 1;
  // What is empty stays, so that it is known which of the three it is.
  const typed = (key: Way) => ({
    ...text(key),
    // That all three are missing is said of the code.
    problem: problemOf(key) ?? problemOf('code'),
    onChange: (value: string) => onChange({ ...action, [key]: value }),
  });
  return (
    <>
      <div className="flex">
        <Choice
          label="What to run"
          options={ways}
          value={way}
          onChange={(next) => onChange({ type, [next]: next === 'code' ? begun : '', ...(timeout && { timeout }) })}
        />
      </div>
      {way === 'code' && (
        <TextField
          {...typed('code')}
          code
          label="Lua"
          lines={Math.min(mostLines, Math.max(4, lines))}
          hint="`viberot` has `command`, `pid`, `cwd`, … of what matched, `log(…)`, and `on_finish(function(exit) … end)` for when it has ended."
        />
      )}
      {way === 'file' && (
        <TextField
          {...typed('file')}
          code
          label="File"
          placeholder="tidy.lua"
          hint="An absolute path, `~/in/your/home`, or one below VibeRot’s folder. It is read again when it changes."
        />
      )}
      {way === 'run' && (
        <TextField
          {...typed('run')}
          code
          list={list}
          label="Name"
          placeholder="tidy"
          hint="What a Lua file has registered by `actions.register`; `viberot lua list` shows all."
        />
      )}
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
