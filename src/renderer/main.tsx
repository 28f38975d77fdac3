import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, applyTheme, overlayInHash } from './app';
import { connect } from './client';
import { createActivityStore } from './features/activity';
import { createHistoryStore } from './features/history';
import { createOverlaysStore, OverlayWindow } from './features/overlays';
import { createRulesStore } from './features/rules';
import { createStatusStore } from './features/status';

applyTheme();

const connection = connect();
const { client } = connection;
const overlays = createOverlaysStore(client);
const createStores = () => ({
  activity: createActivityStore(client),
  history: createHistoryStore(client),
  rules: createRulesStore(client),
  status: createStatusStore(client),
});

/** Set in a small window of the desktop that shows this one overlay. */
const overlay = overlayInHash(location.hash);
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    {overlay === undefined ? (
      <App connection={connection} overlays={overlays} {...createStores()} />
    ) : (
      <OverlayWindow id={overlay} store={overlays} />
    )}
  </StrictMode>,
);
