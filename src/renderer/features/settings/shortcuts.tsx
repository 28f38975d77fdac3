import { RotateCcw, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import {
  type ChosenKeys,
  type Command,
  capsOf,
  conflicts,
  type KeyBindings,
  keysOf,
  keysPressed,
  shippedKeysFile,
} from '../../commands';
import { Button, IconButton, KeyCaps, TextField } from '../../ui';
import { Section } from './section';

export interface ShortcutsProps {
  readonly commands: readonly Command[];
  /** All that are in force. */
  readonly bindings: KeyBindings;
  /** Those of them that were chosen here. */
  readonly chosen: ChosenKeys;
  readonly onKeys: (command: string, keys: readonly string[] | undefined) => void;
  readonly onReset: () => void;
}

/** The keys of every command, each of which can be changed by pressing others. */
export function ShortcutSettings({ commands, bindings, chosen, onKeys, onReset }: ShortcutsProps) {
  const [search, setSearch] = useState('');
  const [recording, setRecording] = useState<string>();
  const clashing = conflicts(commands, bindings);
  const shown = commands.filter(({ title, group }) =>
    `${group} ${title}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  useRecorder(recording, (keys) => {
    if (keys !== undefined && recording !== undefined) onKeys(recording, [keys]);
    setRecording(undefined);
  });
  return (
    <Section
      title="Keyboard shortcuts"
      about="Press “Change”, then the keys. What is chosen here counts more than what Lua files say."
      actions={
        <Button disabled={Object.keys(chosen).length === 0} icon={<RotateCcw size={13} />} onClick={onReset}>
          Reset all
        </Button>
      }
    >
      <TextField label="Find a command" bare placeholder="Find a command" value={search} onChange={setSearch} />
      <ul className="mt-3 flex flex-col">
        {shown.map((command) => (
          <Row
            key={command.id}
            command={command}
            keys={keysOf(command, bindings)}
            own={chosen[command.id] !== undefined}
            from={filesOf(command, bindings)}
            sharing={keysOf(command, bindings).flatMap((keys) =>
              (clashing.get(keys) ?? []).filter((other) => other !== command).map(({ title }) => title),
            )}
            recording={recording === command.id}
            onRecord={() => setRecording(command.id)}
            onKeys={(keys) => onKeys(command.id, keys)}
          />
        ))}
      </ul>
      {shown.length === 0 && <p className="mt-2 text-muted">No command has such a name.</p>}
    </Section>
  );
}

interface RowProps {
  readonly command: Command;
  readonly keys: readonly string[];
  /** They were chosen here. */
  readonly own: boolean;
  /** The Lua files that say so, but for the shipped one. */
  readonly from: readonly string[];
  readonly sharing: readonly string[];
  readonly recording: boolean;
  readonly onRecord: () => void;
  readonly onKeys: (keys: readonly string[] | undefined) => void;
}

function Row({ command: { title, group }, keys, own, from, sharing, recording, onRecord, onKeys }: RowProps) {
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-1 first:border-t-0">
      <span className="min-w-0 flex-1">
        {title} <span className="text-sm text-faint">{group}</span>
      </span>
      {recording ? (
        <span role="status" className="text-sm text-accent">
          Press keys, or Esc
        </span>
      ) : (
        <span className="flex flex-wrap items-center justify-end gap-2">
          {from.length > 0 && <span className="font-mono text-xs text-faint">{from.join(', ')}</span>}
          {keys.map((each) => (
            <KeyCaps key={each} keys={capsOf(each)} />
          ))}
          {keys.length === 0 && <span className="text-sm text-faint">none</span>}
        </span>
      )}
      <Button onClick={onRecord}>Change</Button>
      {own ? (
        <IconButton label={`Usual keys of ${title}`} icon={<RotateCcw size={13} />} onClick={() => onKeys(undefined)} />
      ) : (
        <IconButton
          label={`No keys for ${title}`}
          icon={<X size={13} />}
          disabled={keys.length === 0}
          onClick={() => onKeys([])}
        />
      )}
      {sharing.length > 0 && (
        <p className="flex w-full items-center gap-1.5 text-xs text-warn">
          <TriangleAlert size={12} aria-hidden /> {`Also the keys of: ${sharing.join(', ')}`}
        </p>
      )}
    </li>
  );
}

function filesOf({ id }: Command, bindings: KeyBindings): readonly string[] {
  const files = bindings.flatMap(({ command, from }) => (command === id && from !== undefined ? from : []));
  return [...new Set(files)].filter((file) => file !== shippedKeysFile);
}

/** Hears the next keys in place of everybody else; Escape and a click call it off. */
function useRecorder(recording: string | undefined, onDone: (keys: string | undefined) => void): void {
  useEffect(() => {
    if (recording === undefined) return;
    function onKeyDown(event: KeyboardEvent): void {
      event.preventDefault();
      event.stopImmediatePropagation();
      const keys = keysPressed(event);
      if (event.key === 'Escape') onDone(undefined);
      else if (keys !== undefined) onDone(keys);
    }
    const giveUp = () => onDone(undefined);
    window.addEventListener('keydown', onKeyDown, { capture: true });
    window.addEventListener('pointerdown', giveUp);
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      window.removeEventListener('pointerdown', giveUp);
    };
  }, [recording, onDone]);
}
