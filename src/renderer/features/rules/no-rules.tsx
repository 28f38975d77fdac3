import { ExternalLink, ListPlus } from 'lucide-react';
import { Button, CopyButton, EmptyState } from '../../ui';

const example = `[[rules]]
id = "sleep-log"
command = "sleep *"

[rules.action]
type = "exec"
path = 'echo "$VIBEROT_COMMAND" >> "$VIBEROT_HOME/sleep.log"'
shell = true
`;

/** How to write the first rule. */
export function NoRules({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <EmptyState
      icon={<ListPlus size={20} />}
      title="No rules yet"
      actions={
        <Button look="primary" icon={<ExternalLink size={13} />} onClick={onOpen}>
          Open config.toml
        </Button>
      }
    >
      <p>
        A rule says which commands to look for and what to run when one starts. Add this to the file, save it, and it
        counts at once:
      </p>
      <div className="relative mt-4 rounded-lg border border-line bg-hover text-left text-ink">
        <pre className="overflow-x-auto p-3 pr-10 text-sm">{example}</pre>
        <div className="absolute top-1.5 right-1.5">
          <CopyButton text={example} what="example" />
        </div>
      </div>
    </EmptyState>
  );
}
