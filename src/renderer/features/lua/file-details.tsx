import { ArrowUpFromLine, ExternalLink, GitCompare, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { LuaState } from '../../../shared/contract';
import { type LuaFile, msText } from '../../../shared/vocabulary';
import { DetailsFrame, DetailsSection } from '../../process';
import { agoText, shortPath, sizeText } from '../../text';
import { Alert, Button, CopyButton, FactList, IconButton, Switch, useNow } from '../../ui';
import { FileHandlers } from './file-handlers';
import { domainOf, layerTitle } from './files';
import { ProblemBox } from './problem-box';
import { PromoteDialog } from './promote-dialog';
import { FileStateIcon, stateText } from './state-icon';
import type { LuaStore } from './store';
import { Versions } from './versions';

export interface FileDetailsProps {
  readonly store: LuaStore;
  readonly state: LuaState;
  readonly file: LuaFile;
  readonly home: string | undefined;
  /** Shows how it differs from the shipped file whose place it takes. */
  readonly onCompare: (module: string) => void;
  readonly onClose: () => void;
}

/** Everything of one file, and what can be done with it. */
export function FileDetails({ store, state, file, home, onCompare, onClose }: FileDetailsProps) {
  const { module, path, problem } = file;
  const nowMs = useNow();
  const override = state.overrides.find((each) => each.module === module);
  const domain = state.domains.find(({ name }) => name === domainOf(file));
  return (
    <DetailsFrame
      title={module}
      icon={<FileStateIcon state={file.state} />}
      actions={
        <>
          <IconButton
            label="Open in the editor"
            icon={<ExternalLink size={14} />}
            onClick={() => void store.openFile(module, problem?.path === path ? problem.line : undefined)}
          />
          <CopyButton text={path} what="path" />
        </>
      }
      onClose={onClose}
    >
      {problem && (
        <ProblemBox problem={problem} folder={state.folder} onOpen={(...place) => void store.openFile(...place)}>
          {insteadText(file, domain?.state === 'stopped')}
        </ProblemBox>
      )}
      {domain?.state === 'stopped' && !problem && (
        <Alert severity="error" title="Its worker does not run">
          {domain.why}
        </Alert>
      )}
      <Actions store={store} file={file} onCompare={override && (() => onCompare(module))} />
      <DetailsSection title="Facts">
        <FactList
          facts={[
            ['State', stateText(file.state)],
            ['Layer', layerTitle(file.layer)],
            ['Path', shortPath(path, home)],
            ['In force since', loadedText(file, nowMs)],
            ['Handlers took', file.totalMs > 0 ? msText(file.totalMs) : undefined],
            ['Errors', file.errors > 0 ? file.errors : undefined],
            ['Worker', domain && `${domain.name}, ${sizeText(domain.memoryBytes)}`],
          ]}
        />
      </DetailsSection>
      <FileHandlers module={module} state={state} />
      <Versions store={store} file={file} />
    </DetailsFrame>
  );
}

function insteadText({ loadedAt, registrations }: LuaFile, isStopped: boolean): string {
  if (isStopped) return 'Nothing of it is in force. Save it again, or disable and enable it, to try anew.';
  return loadedAt !== undefined || registrations > 0
    ? 'What was in force before goes on. Save the file again to try anew.'
    : 'Nothing of it is in force yet. Save the file again to try anew.';
}

function loadedText({ loadedAt, tookMs }: LuaFile, nowMs: number): string | undefined {
  if (loadedAt === undefined) return undefined;
  return `${agoText(loadedAt, nowMs)}${tookMs === undefined ? '' : `, after ${msText(tookMs)}`}`;
}

interface ActionsProps extends Pick<FileDetailsProps, 'store' | 'file'> {
  readonly onCompare: (() => void) | undefined;
}

function Actions({ store, file, onCompare }: ActionsProps) {
  const { module, layer, state } = file;
  const [promoting, setPromoting] = useState(false);
  const [busy, setBusy] = useState(false);
  const during = (work: Promise<unknown>) => {
    setBusy(true);
    void work.finally(() => setBusy(false));
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {layer !== 'core' && (
        <Switch
          label="Enabled"
          checked={state !== 'disabled'}
          onChange={(enabled) => during(store.setEnabled(module, enabled))}
        />
      )}
      <span className="flex-1" />
      {state !== 'disabled' && (
        <Button icon={<RefreshCw size={13} />} disabled={busy} onClick={() => during(store.reload(module))}>
          Run again
        </Button>
      )}
      {onCompare && (
        <Button icon={<GitCompare size={13} />} onClick={onCompare}>
          Compare with the shipped one…
        </Button>
      )}
      {layer === 'improvement' && (
        <Button icon={<ArrowUpFromLine size={13} />} onClick={() => setPromoting(true)}>
          Promote…
        </Button>
      )}
      <PromoteDialog store={store} module={module} open={promoting} onClose={() => setPromoting(false)} />
    </div>
  );
}
