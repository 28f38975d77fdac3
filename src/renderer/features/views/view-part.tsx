import { SearchX } from 'lucide-react';
import { type CSSProperties, type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ViewNode } from '../../../shared/vocabulary';
import { Alert, EmptyState } from '../../ui';
import { PathProvider, useHost, usePath } from './host';
import type { ViewState } from './store';

/** A moment's wait needs no words. */
const quietMs = 200;
/** One that was gone and is there again is followed anew after so long: files may be on their way. */
const backMs = 200;

export interface ViewPartProps {
  readonly name: string;
  readonly style?: CSSProperties;
  /** Draws its tree. */
  readonly children: (tree: ViewNode) => ReactNode;
}

/** A view that is followed for as long as it is shown: its tree, and what is wrong with it above. */
export function ViewPart({ name, style, children }: ViewPartProps) {
  const path = usePath();
  if (path.includes(name)) {
    return (
      <div style={style}>
        <Alert severity="error" title={`The view ${name} is a part of itself.`} />
      </div>
    );
  }
  return (
    <PathProvider value={[...path, name]}>
      <div className="flex min-h-0 min-w-0 flex-col gap-2" style={style}>
        <Followed name={name}>{children}</Followed>
      </div>
    </PathProvider>
  );
}

function Followed({ name, children }: Omit<ViewPartProps, 'style'>) {
  const { renderProblem } = useHost();
  const state = useViewState(name);
  const { tree, problem, over } = state ?? {};
  return (
    <>
      {problem && (
        // In sight also for who has scrolled.
        <div className="sticky top-2 z-20 bg-canvas">
          {renderProblem(problem, tree ? 'Below is what it was before.' : 'It is drawn as soon as the file is mended.')}
        </div>
      )}
      {typeof over === 'object' && (
        <Alert severity="error" announce title="This no longer follows what happens">
          {over.reason} Reload the page to begin anew.
        </Alert>
      )}
      {over === 'gone' ? <Gone name={name} /> : tree && children(tree)}
      {!state && <Waiting />}
    </>
  );
}

/** A view as it is now, followed while the component is shown; undefined until the first of it has come. */
export function useViewState(name: string): ViewState | undefined {
  const { store, known } = useHost();
  const isKnown = useStore(known, (views) => views.some((view) => view.name === name));
  const state = useStore(store.views, (views) => views[name]);
  const isBack = isKnown && state?.over === 'gone';
  useEffect(() => store.watch(name), [store, name]);
  useEffect(() => {
    if (!isBack) return;
    const timer = setTimeout(() => store.watchAnew(name), backMs);
    return () => clearTimeout(timer);
  }, [store, name, isBack]);
  return state;
}

function Waiting() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  return late ? (
    <p role="status" className="m-auto p-4 text-muted">
      Drawing the view…
    </p>
  ) : null;
}

function Gone({ name }: { readonly name: string }) {
  return (
    <EmptyState icon={<SearchX size={20} />} title={`There is no view “${name}”`}>
      No Lua file that runs has registered it.{' '}
      <a href="#/lua" className="text-accent underline-offset-2 hover:underline">
        Look at the files.
      </a>
    </EmptyState>
  );
}
