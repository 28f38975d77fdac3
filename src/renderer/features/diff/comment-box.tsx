import { Pencil, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button, classNames, IconButton, inputLook } from '../../ui';
import { type Comment, whereOf } from './comments';
import type { Draft } from './store';

const card =
  'sticky left-3 my-1.5 ml-3 w-[min(36rem,calc(100cqw-2.5rem))] rounded-lg border border-line-strong bg-raised font-sans shadow-raised';

export interface CommentCardProps {
  readonly comment: Comment;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** A comment that was not sent yet. */
export function CommentCard({ comment, onEdit, onRemove }: CommentCardProps) {
  const where = whereOf(comment);
  return (
    <div className={classNames(card, 'flex items-start gap-2 px-3 py-2')}>
      <div className="min-w-0 flex-1">
        <div className="truncate text-xs text-faint">{where}</div>
        <p className="text-sm whitespace-pre-wrap wrap-anywhere">{comment.text}</p>
      </div>
      <IconButton label={`Edit the comment on ${where}`} icon={<Pencil size={13} />} onClick={onEdit} />
      <IconButton label={`Delete the comment on ${where}`} icon={<Trash2 size={13} />} onClick={onRemove} />
    </div>
  );
}

export interface CommentFormProps {
  readonly draft: Draft;
  readonly onWrite: (text: string) => void;
  readonly onKeep: () => void;
  readonly onDrop: () => void;
}

export function CommentForm({ draft, onWrite, onKeep, onDrop }: CommentFormProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return (
    <form
      className={classNames(card, 'flex flex-col gap-2 p-2')}
      onSubmit={(event) => {
        event.preventDefault();
        onKeep();
      }}
    >
      <textarea
        ref={field}
        aria-label={`Comment on ${whereOf(draft)}`}
        placeholder={`What should change at ${whereOf(draft)}?`}
        rows={3}
        value={draft.text}
        onChange={(event) => onWrite(event.target.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          const sends = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
          if (!sends && event.key !== 'Escape') return;
          event.preventDefault();
          if (sends) onKeep();
          else onDrop();
        }}
        className={classNames(inputLook, 'border-line-strong py-1.5')}
      />
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onDrop}>
          Cancel
        </Button>
        <Button look="primary" submits disabled={draft.text.trim() === ''}>
          Add the comment
        </Button>
      </div>
    </form>
  );
}
