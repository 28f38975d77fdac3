import { Sparkles } from 'lucide-react';
import { Chip, CopyButton, EmptyState } from '../../ui';

const command = 'viberot lua new quiet_nights';

/** What is shown while there are only shipped files. */
export function HowToBegin({ folder }: { readonly folder: string }) {
  return (
    <EmptyState icon={<Sparkles size={20} />} title="Change VibeRot while it runs">
      <p>
        A Lua file is in force as soon as it is saved, with every agent and terminal going on. Begin one in a terminal,
        or let an agent do it:
      </p>
      <p className="my-2 flex items-center justify-center gap-1">
        <Chip>{command}</Chip>
        <CopyButton text={command} what="command" />
      </p>
      <p>
        Agents write to <Chip>{`${folder}/improvements`}</Chip>, with few permissions. What you write to{' '}
        <Chip>{`${folder}/user`}</Chip> may do everything. <Chip>{`${folder}/AGENTS.md`}</Chip> tells agents how.
      </p>
    </EmptyState>
  );
}
