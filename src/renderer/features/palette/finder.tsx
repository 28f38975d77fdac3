import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { KeyCaps } from '../../ui';
import type { Entry, EntryGroup } from './entries';

export interface FinderProps {
  /** What it is: the name of the dialog. */
  readonly title: string;
  readonly placeholder: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly groups: readonly EntryGroup[];
  /** What is shown when nothing was found. */
  readonly empty: ReactNode;
  /** Below the list. */
  readonly note?: ReactNode;
  /** Drawn in place of an entry's title. */
  readonly drawTitle?: ((entry: Entry) => ReactNode) | undefined;
}

/** A box to type into, and what it finds: arrows choose, Enter does it, Escape goes away. */
export function Finder(props: FinderProps) {
  const { title, placeholder, open, onClose, search, onSearch, groups, empty, note, drawTitle } = props;
  const choose = (entry: Entry) => {
    onClose();
    // The dialog gives the focus back while it closes; only then it can go where the entry wants it.
    setTimeout(entry.run);
  };
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop" />
        <Dialog.Popup
          aria-label={title}
          className="fixed top-[12vh] left-1/2 z-40 flex max-h-[70vh] w-150 max-w-[calc(100vw-2rem)] -translate-x-1/2 flex-col overflow-hidden rounded-xl bg-raised shadow-raised"
        >
          <Autocomplete.Root
            open
            inline
            items={groups as EntryGroup[]}
            value={search}
            onValueChange={onSearch}
            filter={null}
            autoHighlight="always"
            keepHighlight
            itemToStringValue={({ title }: Entry) => title}
          >
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search size={15} className="shrink-0 text-faint" aria-hidden />
              <Autocomplete.Input
                aria-label={title}
                placeholder={placeholder}
                spellCheck={false}
                className="h-11 w-full bg-transparent text-base outline-none placeholder:text-faint"
              />
            </div>
            <div className="min-h-0 flex-1 overflow-y-auto p-1.5">
              <Autocomplete.Empty className="px-3 py-6 text-center text-muted empty:hidden">{empty}</Autocomplete.Empty>
              <Autocomplete.List>
                {(group: EntryGroup) => (
                  <Autocomplete.Group key={group.value} items={group.items} className="mb-1">
                    <Autocomplete.GroupLabel className="px-2.5 py-1 text-xs font-medium text-faint">
                      {group.value}
                    </Autocomplete.GroupLabel>
                    <Autocomplete.Collection>
                      {(entry: Entry) => (
                        <Autocomplete.Item
                          key={entry.id}
                          value={entry}
                          onClick={() => choose(entry)}
                          className="flex min-h-8 scroll-my-2 items-center gap-3 rounded-md px-2.5 py-1 data-highlighted:bg-selected"
                        >
                          <span className="min-w-0 truncate">{drawTitle?.(entry) ?? entry.title}</span>
                          {entry.hint !== undefined && (
                            <span className="min-w-0 flex-1 truncate text-sm text-muted">{entry.hint}</span>
                          )}
                          {entry.keys !== undefined && (
                            <span className="ml-auto shrink-0">
                              <KeyCaps keys={entry.keys} />
                            </span>
                          )}
                        </Autocomplete.Item>
                      )}
                    </Autocomplete.Collection>
                  </Autocomplete.Group>
                )}
              </Autocomplete.List>
            </div>
            {note !== undefined && (
              <footer className="border-t border-line px-4 py-2 text-xs text-faint">{note}</footer>
            )}
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
