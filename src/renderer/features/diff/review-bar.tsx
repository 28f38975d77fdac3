import { Send } from 'lucide-react';
import { useState } from 'react';
import { countText } from '../../text';
import { Button, CopyButton } from '../../ui';
import { commentsText } from './comments';
import { type ReviewStore, useReview } from './store';

export interface ReviewBarProps {
  readonly review: ReviewStore;
  readonly onSend: ((text: string) => Promise<boolean>) | undefined;
}

/** The comments so far, to be sent together. */
export function ReviewBar({ review, onSend }: ReviewBarProps) {
  const { comments } = useReview(review);
  const [sending, setSending] = useState(false);
  if (comments.length === 0) return null;

  const inOrder = [...comments].sort((a, b) => a.place.path.localeCompare(b.place.path) || lineOf(a) - lineOf(b));
  const text = commentsText(inOrder);

  async function send(): Promise<void> {
    setSending(true);
    try {
      if (await onSend?.(text)) for (const { id } of comments) review.remove(id);
    } finally {
      setSending(false);
    }
  }
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-hover px-3 py-2">
      <span className="min-w-0 flex-1 text-sm text-muted" role="status">
        {countText(comments.length, 'comment')}
      </span>
      <CopyButton text={text} what="the comments" />
      <Button look="quiet" disabled={sending} onClick={review.clear}>
        Discard
      </Button>
      {onSend && (
        <Button look="primary" icon={<Send size={13} />} disabled={sending} onClick={() => void send()}>
          Send to the agent
        </Button>
      )}
    </div>
  );
}

function lineOf({ place }: { readonly place: { after?: number | undefined; before?: number | undefined } }): number {
  return place.after ?? place.before ?? 0;
}
