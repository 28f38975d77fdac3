import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Client } from '../../../shared/contract';
import { usualWorkspace } from '../../../shared/vocabulary';
import type { WorkspaceStore } from '../../client';
import type { Command, KeyBindings } from '../../commands';
import { Alert, Page } from '../../ui';
import { changeKeys, changeLook } from './changes';
import { HookSettings } from './hooks';
import { Look } from './look';
import { Section } from './section';
import { ShortcutSettings } from './shortcuts';

export interface SettingsViewProps {
  readonly client: Client;
  readonly workspace: WorkspaceStore;
  readonly commands: readonly Command[];
  readonly bindings: KeyBindings;
  readonly shortPath: (path: string) => string;
  /** Worktrees that no agent uses any more. */
  readonly worktrees: ReactNode;
}

export function SettingsView({ client, workspace, commands, bindings, shortPath, worktrees }: SettingsViewProps) {
  const { value, error } = useStore(workspace);
  const { look, shortcuts } = value ?? usualWorkspace;
  return (
    <Page title="Settings">
      {error !== undefined && (
        <Alert severity="error" announce title="These settings no longer follow what happens">
          {error} Reload the page to begin anew.
        </Alert>
      )}
      <Look look={look} onChange={(change) => changeLook(workspace, change)} />
      <HookSettings client={client} shortPath={shortPath} />
      <Section
        title="Worktrees that are left"
        about="Made for agents that are gone. What is not committed in them is only there."
      >
        {worktrees}
      </Section>
      <ShortcutSettings
        commands={commands}
        bindings={bindings}
        chosen={shortcuts}
        onKeys={(command, keys) => changeKeys(workspace, command, keys)}
        onReset={() => workspace.update({ shortcuts: {} })}
      />
    </Page>
  );
}
