import { Button, ConfirmDialog } from '../../ui';
import type { Paste } from './paste';

export interface PasteDialogProps {
  readonly paste: Paste;
  readonly onAnswer: (paste: boolean) => void;
}

/** More is not shown before it is pasted. */
const longestPreview = 2_000;

/** Asks before a program gets lines that it would run one by one. */
export function PasteDialog({ paste: { text, lines, hadControls }, onAnswer }: PasteDialogProps) {
  return (
    <ConfirmDialog
      open
      title={lines > 1 ? `Paste ${lines.toLocaleString('en')} lines?` : 'Paste this?'}
      onCancel={() => onAnswer(false)}
      actions={
        <>
          <Button onClick={() => onAnswer(false)}>Cancel</Button>
          <Button look="primary" onClick={() => onAnswer(true)}>
            Paste
          </Button>
        </>
      }
    >
      {lines > 1 && <p>The program in this terminal may run each line as soon as it is pasted.</p>}
      {hadControls && <p>Control characters were in it. They are left out.</p>}
      <pre className="mt-3 max-h-48 overflow-auto rounded-md bg-code p-2 text-sm whitespace-pre text-ink">
        {text.length > longestPreview ? `${text.slice(0, longestPreview)}…` : text}
      </pre>
    </ConfirmDialog>
  );
}
