// Runs in the page's own world before its scripts: what Electron changes there, and nothing else.
const { createWorldBridge } = require('./world-bridge.cjs');

const bridge = createWorldBridge('page', settings.secret);

/** window.open and target=_blank ask the app's setWindowOpenHandler, in the main process. */
function askToOpen(url = 'about:blank', frameName = '', features = '') {
  bridge.tell('open', { url: new URL(url, location.href).href, frameName, features });
  return null;
}

window.open = askToOpen;
addEventListener('click', (event) => {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href);
  if (event.defaultPrevented || link?.target !== '_blank') return;
  event.preventDefault();
  askToOpen(link.href);
});
