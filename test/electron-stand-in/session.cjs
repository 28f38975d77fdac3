// session.defaultSession: permissions and response headers are Chromium's own business here, so what the app sets is
// recorded and not applied. Chromium without a screen denies every permission that would ask.
const { record } = require('./record.cjs');
const { strict } = require('./strict.cjs');

const notApplied = (name) => () => record('not-applied', `session.${name}`);

const defaultSession = strict('session.defaultSession', {
  setPermissionRequestHandler: notApplied('setPermissionRequestHandler'),
  setPermissionCheckHandler: notApplied('setPermissionCheckHandler'),
  webRequest: strict('session.webRequest', { onHeadersReceived: notApplied('webRequest.onHeadersReceived') }),
});

const session = strict('session', { defaultSession });

module.exports = { defaultSession, session };
