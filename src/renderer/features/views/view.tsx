import { useStore } from 'zustand';
import type { ViewNode } from '../../../shared/vocabulary';
import { classNames, PageHeader } from '../../ui';
import { Draw } from './draw';
import { useHost } from './host';
import { ViewPart } from './view-part';

/** A view that Lua describes, as the window's chosen one. */
export function ViewPage({ name }: { readonly name: string }) {
  const { known, store } = useHost();
  const title = useStore(known, (views) => views.find((view) => view.name === name)?.title ?? name);
  // A tree that wants to grow gets the window's height, any other as much as it needs.
  const fills = useStore(store.views, (views) => (views[name]?.tree?.grow ?? 0) > 0);
  const hasMargin = useStore(store.views, (views) => isPadded(views[name]?.tree));
  return (
    <section aria-label={title} className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={title} />
      <div className={classNames('flex min-h-0 flex-1 flex-col overflow-auto', !hasMargin && 'px-5 py-4')}>
        <ViewPart name={name} style={fills ? { flex: '1 1 0%' } : { flex: '1 0 auto' }}>
          {(tree) => <Draw node={tree} />}
        </ViewPart>
      </div>
    </section>
  );
}

/** A tree that has said how far from the edges it stands. */
function isPadded(tree: ViewNode | undefined): boolean {
  return tree !== undefined && 'padding' in tree && tree.padding !== undefined;
}
