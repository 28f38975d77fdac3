import { Component, type ErrorInfo, type ReactNode, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { ViewNode } from '../../shared/vocabulary';
import { Draw, PathProvider, useHost, useViewState } from '../features/views';
import { showState } from '../ui';
import { builtInLayout, lackOf } from './layout-tree';
import { goTo } from './route';
import { problemText } from './view-host';

/** What Lua calls the view that arranges the window. */
const name = 'layout';

/** So long nothing is shown rather than an arrangement that another is about to replace. */
const patienceMs = 200;

/**
 * How the window is arranged: as Lua's layout says, or as it came while there is none. A layout that fails leaves the last
 * good one in force; one that nobody could work with is not taken. Undefined: it may come at any moment.
 */
export function useLayoutTree(): ViewNode | undefined {
  const { known } = useHost();
  const state = useViewState(name);
  const isKnown = useStore(known, (views) => views.some((view) => view.name === name));
  const [late, setLate] = useState(false);
  const lastGood = useRef<ViewNode>(undefined);
  const { tree, problem, over } = state ?? {};
  const lack = tree && lackOf(tree);
  if (tree && lack === undefined) lastGood.current = tree;

  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  useTold(
    problem
      ? `The last good layout stays. ${problemText(problem)}`
      : lack && `The window is arranged as it came. ${lack}`,
  );

  if (over !== undefined || lack !== undefined) return builtInLayout;
  if (lastGood.current) return lastGood.current;
  return late || (state && !isKnown) ? builtInLayout : undefined;
}

const toastId = 'lua:layout of the window';

/** Tells what is wrong with the layout, wherever the person is, and when nothing is any more. */
function useTold(wrong: string | undefined): void {
  const told = useRef<string>(undefined);
  useEffect(() => {
    if (wrong === told.current) return;
    const wasWrong = told.current !== undefined;
    told.current = wrong;
    if (wrong !== undefined) {
      const action = { label: 'Show', onClick: () => goTo('lua') };
      showState({ id: toastId, good: false, title: 'The layout of the window has a problem', text: wrong, action });
    } else if (wasWrong) showState({ id: toastId, good: true, title: 'The layout is in force again', text: '' });
  }, [wrong]);
}

/** Draws the arrangement; the built-in one, if this one cannot be drawn. */
export function Layout({ tree }: { readonly tree: ViewNode }) {
  return (
    <LayoutBoundary tree={tree}>
      <PathProvider value={[name]}>
        <Draw node={tree} />
      </PathProvider>
    </LayoutBoundary>
  );
}

interface BoundaryProps {
  readonly tree: ViewNode;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly tree: ViewNode;
  readonly failed: boolean;
}

class LayoutBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { tree: this.props.tree, failed: false };

  static getDerivedStateFromError(): Partial<BoundaryState> {
    return { failed: true };
  }

  /** Another tree is another attempt. */
  static getDerivedStateFromProps({ tree }: BoundaryProps, state: BoundaryState): BoundaryState | null {
    return tree === state.tree ? null : { tree, failed: false };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.failed ? <Draw node={builtInLayout} /> : this.props.children;
  }
}
