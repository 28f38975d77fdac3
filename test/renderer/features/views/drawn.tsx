import { renderToStaticMarkup } from 'react-dom/server';
import { createStore } from 'zustand/vanilla';
import {
  Draw,
  LayoutProvider,
  type ViewHost,
  ViewHostProvider,
  type ViewState,
  type ViewsStore,
} from '../../../../src/renderer/features/views';
import { boundEntities, type Entities, type StoreName, type ViewNode } from '../../../../src/shared/vocabulary';
import { mainText, sampleEntities, sampleViews, terminalText, usageTree } from '../../../fixtures/view-nodes';

/** A host with the made-up entities, and stand-ins for what belongs to other features. */
export function hostOf(views: Readonly<Record<string, ViewState>>, entities: Entities = sampleEntities): ViewHost {
  const store: ViewsStore = {
    views: createStore<Readonly<Record<string, ViewState | undefined>>>(() => views),
    watch: () => () => {},
    watchAnew() {},
    act: async () => true,
  };
  const entitiesOf = (name: StoreName) => ({ subscribe: () => () => {}, get: () => entities[name] });
  return {
    store,
    entities: {
      ...{ agents: entitiesOf('agents'), processes: entitiesOf('processes') },
      ...{ rules: entitiesOf('rules'), lua_files: entitiesOf('lua_files') },
    },
    known: createStore(() => sampleViews),
    renderAgents: ({ where, order }) => (
      <ul>
        {boundEntities({ bind: 'agents', where, order }, entities).map(({ id, name }) => (
          <li key={String(id)}>{String(name)}</li>
        ))}
      </ul>
    ),
    renderTerminal: (agent) => <p>{terminalText(agent)}</p>,
    renderProblem: (problem, inForce) => (
      <p>
        {problem.message} {inForce}
      </p>
    ),
  };
}

const titles = new Map<string, string>([
  ['activity', 'Activity'],
  ['agents', 'Agents'],
  ['status', 'Status'],
  ...sampleViews.map(({ name, title }) => [`view/${name}`, title] as const),
]);

const layoutParts = {
  renderSidebar: (views: readonly string[]) => (
    <ul>
      {views.map((view) => (
        <li key={view}>{titles.get(view)}</li>
      ))}
    </ul>
  ),
  renderMain: () => <p>{mainText}</p>,
};

export function markupOf(tree: ViewNode, host = hostOf({ usage: { tree: usageTree } })): string {
  return renderToStaticMarkup(
    <ViewHostProvider host={host}>
      <LayoutProvider value={layoutParts}>
        <Draw node={tree} />
      </LayoutProvider>
    </ViewHostProvider>,
  );
}

/** What can be read in it: its texts, and what stands in its fields. */
export function readIn(markup: string): string {
  const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', '#x27': "'" };
  return markup
    .replaceAll(/<input [^>]*?value="([^"]*)"[^>]*>/g, ' $1 ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/&(\w+|#x27);/g, (whole, name) => entities[name] ?? whole)
    .replaceAll(/\s+/g, ' ');
}
