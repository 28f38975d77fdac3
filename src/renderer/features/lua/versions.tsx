import { useState } from 'react';
import type { LuaVersion } from '../../../shared/contract';
import type { LuaFile } from '../../../shared/vocabulary';
import { useAnswer } from '../../client';
import { DetailsSection } from '../../process';
import { agoText, momentText, sizeText } from '../../text';
import { Badge, Button, useNow } from '../../ui';
import type { LuaStore } from './store';
import { VersionDialog } from './version-dialog';

export interface VersionsProps {
  readonly store: LuaStore;
  readonly file: LuaFile;
}

/** Earlier texts of a file, each of which can be looked at and gone back to. */
export function Versions({ store, file: { module, layer, loadedAt, state, versions: count } }: VersionsProps) {
  const { value, error, again } = useAnswer({
    ask: (signal) => store.client.versions({ module }, { signal }),
    question: JSON.stringify([module, loadedAt, state, count]),
    afterMs: 150,
  });
  const [opened, setOpened] = useState<LuaVersion>();
  const nowMs = useNow();
  return (
    <DetailsSection title="Versions">
      {error !== undefined && <p className="text-sm text-bad">They can’t be read: {error}</p>}
      {value?.length === 0 && <p className="text-sm text-muted">None is kept of this file.</p>}
      <ul className="flex flex-col">
        {value?.map((version) => (
          <li
            key={version.version}
            className="flex min-h-9 items-center gap-2 border-b border-line/70 text-sm last:border-b-0"
          >
            <span className="min-w-0 flex-1 truncate tabular-nums" title={momentText(version.at)}>
              {agoText(version.at, nowMs)} <span className="text-faint">{sizeText(version.bytes)}</span>
            </span>
            {version.current ? (
              <Badge>as it is now</Badge>
            ) : (
              <Button onClick={() => setOpened(version)}>Compare…</Button>
            )}
          </li>
        ))}
      </ul>
      {opened && (
        <VersionDialog
          {...{ store, module }}
          version={opened}
          inForce={value?.find(({ current }) => current) ?? value?.[0]}
          isKept={value?.some(({ current }) => current) ?? false}
          isOwn={layer === 'user' || layer === 'improvement'}
          onClose={() => {
            setOpened(undefined);
            again();
          }}
        />
      )}
    </DetailsSection>
  );
}
