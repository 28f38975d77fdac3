import { useSyncExternalStore } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DiffLine } from '../../../shared/vocabulary';
import type { Comment, Place } from './comments';

/** A comment that is being written. */
export interface Draft {
  readonly place: Place;
  readonly lines: readonly DiffLine[];
  readonly text: string;
  /** The comment that it changes. */
  readonly original?: Comment;
}

interface Review {
  readonly comments: readonly Comment[];
  readonly draft: Draft | undefined;
}

/** What a person has written about a diff and not sent yet. */
export interface ReviewStore {
  readonly state: StoreApi<Review>;
  begin(draft: Draft): void;
  write(text: string): void;
  /** Takes the draft into the comments; an empty one is dropped. */
  keep(): void;
  /** Forgets the draft; a comment that it changes is as it was. */
  drop(): void;
  edit(comment: Comment): void;
  remove(id: Comment['id']): void;
  clear(): void;
}

/** They stay while other views are shown, for as long as the page. */
const reviews = new Map<string, ReviewStore>();

export function reviewOf(id: string): ReviewStore {
  const known = reviews.get(id) ?? createReview();
  reviews.set(id, known);
  return known;
}

export function useReview(store: ReviewStore): Review {
  return useSyncExternalStore(store.state.subscribe, store.state.getState);
}

export function createReview(): ReviewStore {
  const state = createStore<Review>(() => ({ comments: [], draft: undefined }));
  const { setState, getState } = state;
  let latest = 0;

  function keep(): void {
    const { draft, comments } = getState();
    if (!draft) return;
    const { place, lines, text, original } = draft;
    const comment = { id: original?.id ?? ++latest, place, lines, text: text.trim() };
    setState({ draft: undefined, comments: comment.text === '' ? comments : [...comments, comment] });
  }
  return {
    state,
    begin(draft) {
      keep();
      setState({ draft });
    },
    write: (text) => setState(({ draft }) => ({ draft: draft && { ...draft, text } })),
    keep,
    drop: () =>
      setState(({ draft, comments }) => ({
        draft: undefined,
        comments: draft?.original ? [...comments, draft.original] : comments,
      })),
    edit(comment) {
      keep();
      const { place, lines, text } = comment;
      const draft = { place, lines, text, original: comment };
      setState(({ comments }) => ({ draft, comments: comments.filter(({ id }) => id !== comment.id) }));
    },
    remove: (id) => setState(({ comments }) => ({ comments: comments.filter((comment) => comment.id !== id) })),
    clear: () => setState({ comments: [], draft: undefined }),
  };
}
