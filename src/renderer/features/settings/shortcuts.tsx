import { RotateCcw, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Command, capsOf, conflicts, keysOf, keysPressed, type Shortcuts } from '../../commands';
import { Button, IconButton, KeyCaps, TextField } from '../../ui';
import { Section } from './section';

export interface ShortcutsProps {
  readonly commands: readonly Command[];
  readonly shortcuts: Shortcuts;
  readonly onKeys: (command: string, keys: readonly string[] | undefined) => void;
  readonly onReset: () => void;
}

/** The keys of every command, each of which can be changed by pressing others. */
export function ShortcutSettings({ commands, shortcuts, onKeys, onReset }: ShortcutsProps) {
  const [search, setSearch] = useState('');
  const [recording, setRecording] = useState<string>();
  const clashing = conflicts(commands, shortcuts);
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
      about="Press “Change”, then the keys."
      actions={
        <Button disabled={Object.keys(shortcuts).length === 0} icon={<RotateCcw size={13} />} onClick={onReset}>
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
            keys={keysOf(command, shortcuts)}
            own={shortcuts[command.id] !== undefined}
            sharing={keysOf(command, shortcuts).flatMap((keys) =>
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
  /** They are not the usual ones. */
  readonly own: boolean;
  readonly sharing: readonly string[];
  readonly recording: boolean;
  readonly onRecord: () => void;
  readonly onKeys: (keys: readonly string[] | undefined) => void;
}

function Row({ command: { title, group }, keys, own, sharing, recording, onRecord, onKeys }: RowProps) {
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
        <span className="flex gap-2">
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
