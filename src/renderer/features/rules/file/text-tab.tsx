import { ExternalLink, RotateCcw } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { countText } from '../../../text';
import { Alert, Badge, Button, IconButton, Prose } from '../../../ui';
import type { RulesStore } from '../store';

// The text editor is large; the list and the form must not wait for it.
const TomlEditor = lazy(async () => ({ default: (await import('./toml-editor')).TomlEditor }));

/** The whole file as text. */
export function TextTab({ store }: { readonly store: RulesStore }) {
  const { text, dirty, problems, outdated, saving, place } = useStore(store.text.state);
  const { edit, check, save, revert, compare, goTo } = store.text;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-11 shrink-0 items-center gap-2 border-b border-line py-1.5 pr-3 pl-5">
        <p className="min-w-0 truncate text-sm text-faint">
          Comments, order and spacing stay as you write them. Ctrl+F searches.
        </p>
        <div className="ml-auto flex shrink-0 items-center gap-1.5">
          {problems.length > 0 && <Badge tone="bad">{countText(problems.length, 'problem')}</Badge>}
          <Button look="quiet" icon={<ExternalLink size={13} />} onClick={() => void store.openFile()}>
            Open in your editor
          </Button>
          {dirty && <IconButton label="Take the changes back" icon={<RotateCcw size={13} />} onClick={revert} />}
          <Button look="primary" disabled={!dirty || saving} onClick={() => void save()}>
            Save
          </Button>
        </div>
      </div>
      {outdated && (
        <div className="px-5 py-3">
          <Alert severity="warning" announce title="The file was changed meanwhile">
            Somebody else changed it while you did. Nothing of theirs is overwritten unless you say so.
            <div className="mt-2 flex gap-2">
              <Button onClick={compare}>Compare</Button>
              <Button look="quiet" onClick={revert}>
                Take theirs
              </Button>
            </div>
          </Alert>
        </div>
      )}
      <Suspense
        fallback={
          <p role="status" className="m-auto text-muted">
            Opening the editor…
          </p>
        }
      >
        <TomlEditor text={text} place={place} onChange={edit} onCheck={check} />
      </Suspense>
      {problems.length > 0 && (
        <ul aria-label="Problems" className="max-h-32 shrink-0 overflow-y-auto border-t border-line py-1">
          {problems.map(({ line, column, message }) => (
            <li key={`${line}:${column}:${message}`}>
              <button
                type="button"
                onClick={() => goTo({ line, column })}
                className="flex w-full gap-3 px-5 py-1 text-left text-sm outline-offset-[-2px]! hover:bg-hover"
              >
                <span className="w-14 shrink-0 text-right text-bad tabular-nums">
                  {line}:{column}
                </span>
                <span className="min-w-0 break-words">
                  <Prose text={message} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
