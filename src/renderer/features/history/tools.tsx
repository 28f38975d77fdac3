import { Download, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { reasonOf } from '../../client';
import { countText } from '../../text';
import { Button, ConfirmDialog, IconButton, Menu, SelectField, showDone, showError } from '../../ui';
import { saveExport } from './export';
import type { HistoryStore } from './store';

export interface ToolsProps {
  readonly store: HistoryStore;
}

/** Export, and forgetting. */
export function Tools({ store }: ToolsProps) {
  const [exporting, setExporting] = useState(false);
  const [clearing, setClearing] = useState(false);

  async function save(format: 'csv' | 'json'): Promise<void> {
    setExporting(true);
    try {
      await saveExport(await store.ask.export({ format, filter: store.filterNow() }), format);
    } catch (error) {
      showError('The history was not exported', reasonOf(error));
    }
    setExporting(false);
  }

  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            disabled={exporting}
            className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md border border-line-strong bg-raised px-2.5 text-sm font-medium hover:bg-hover disabled:opacity-50"
          >
            <Download size={13} aria-hidden />
            {exporting ? 'Exporting…' : 'Export'}
          </button>
        }
        items={[
          { label: 'As CSV', hint: 'For spreadsheets: what the filter lets through', onChoose: () => void save('csv') },
          { label: 'As JSON', hint: 'For programs: one entry per line', onChoose: () => void save('json') },
        ]}
      />
      <IconButton label="Clear the history…" icon={<Trash2 size={14} />} onClick={() => setClearing(true)} />
      <ClearDialog store={store} open={clearing} onClose={() => setClearing(false)} />
    </>
  );
}

const ages = [
  { value: 'all', label: 'Everything' },
  { value: '1', label: 'What is older than a day' },
  { value: '7', label: 'What is older than a week' },
] as const;

interface ClearDialogProps extends ToolsProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

function ClearDialog({ store, open, onClose }: ClearDialogProps) {
  const [age, setAge] = useState<(typeof ages)[number]['value']>('all');

  async function clear(): Promise<void> {
    onClose();
    try {
      const input = age === 'all' ? {} : { before: Date.now() - Number(age) * 86_400_000 };
      const { entries } = await store.ask.clear(input);
      store.list.again();
      showDone(entries === 0 ? 'The history is empty now' : `The history has ${countText(entries, 'command')} left`);
    } catch (error) {
      showError('The history was not cleared', reasonOf(error));
    }
  }

  return (
    <ConfirmDialog
      title="Clear the history?"
      open={open}
      onCancel={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" icon={<Trash2 size={13} />} onClick={() => void clear()}>
            Clear
          </Button>
        </>
      }
    >
      <p className="mb-3">
        Commands and what rules did about them are removed from this machine for good. Estimates of the time left begin
        anew.
      </p>
      <SelectField label="What to forget" options={ages} value={age} onChange={setAge} />
    </ConfirmDialog>
  );
}
