import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import {
  AgentWindow,
  App,
  agentPageInHash,
  applyTheme,
  comeTo,
  createLazyTerminals,
  overlayInHash,
  problemText,
} from './app';
import { connect, createWorkspaceStore } from './client';
import { createActivityStore } from './features/activity';
import { createAgentsStore } from './features/agents';
import { createHistoryStore } from './features/history';
import { createLuaStore } from './features/lua';
import { createOverlaysStore, OverlayWindow } from './features/overlays';
import { createRulesStore } from './features/rules';
import { createStatusStore } from './features/status';
import { createViewsStore } from './features/views';
import { showDone, showError } from './ui';

applyTheme();

const connection = connect();
const { client } = connection;
/** Set in a small window of the desktop that shows this one overlay. */
const overlay = overlayInHash(location.hash);
/** Set in a window that shows this one agent. */
const agent = agentPageInHash(location.hash);

/** What windows with agents have in common. */
function createAgentStores() {
  const workspace = createWorkspaceStore(client, (reason) => showError('The arrangement was not saved', reason));
  return {
    workspace,
    agents: createAgentsStore({ client, workspace, onShow: () => agent === undefined && comeTo('agents') }),
    status: createStatusStore(client),
    terminals: createLazyTerminals({ connection, focused: connect, workspace }),
  };
}

function page() {
  const overlays = createOverlaysStore(client);
  if (overlay !== undefined) return <OverlayWindow id={overlay} store={overlays} />;
  if (agent !== undefined) return <AgentWindow connection={connection} id={agent} {...createAgentStores()} />;
  return (
    <App
      connection={connection}
      overlays={overlays}
      activity={createActivityStore(client)}
      history={createHistoryStore(client)}
      rules={createRulesStore(client)}
      lua={createLuaStore(client)}
      views={createViewsStore({ client, problemText, tellDone: showDone, tellFailed: showError })}
      {...createAgentStores()}
    />
  );
}

// Another kind of page is another program.
window.addEventListener('hashchange', () => {
  if (agentPageInHash(location.hash) !== agent) location.reload();
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<StrictMode>{page()}</StrictMode>);
