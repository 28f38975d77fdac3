import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, applyTheme } from './app';
import { connect } from './client';
import { createActivityStore } from './features/activity';
import { createRulesStore } from './features/rules';
import { createStatusStore } from './features/status';

applyTheme();

const connection = connect();
const { client } = connection;
const stores = {
  activity: createActivityStore(client),
  rules: createRulesStore(client),
  status: createStatusStore(client),
};

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App connection={connection} {...stores} />
  </StrictMode>,
);
