// The module `electron` as the app's main process sees it.
const { app, becomeReady, begin, profile } = require('./app.cjs');
const { Notification, dialog, nativeTheme, notifications, setSystemDark, shell } = require('./desktop.cjs');
const { ipcMain } = require('./ipc.cjs');
const { Menu, MenuItem, Tray, trays } = require('./menus.cjs');
const { nativeImage } = require('./native-image.cjs');
const { MessageChannelMain } = require('./ports.cjs');
const { protocol } = require('./protocol.cjs');
const { log } = require('./record.cjs');
const { screen, setWorkArea } = require('./screen.cjs');
const { session } = require('./session.cjs');
const { strict } = require('./strict.cjs');
const { BrowserWindow, webContents } = require('./windows.cjs');

/** For tests, and for boot.cjs. */
const __standin = { log, trays, notifications, setSystemDark, setWorkArea, profile, begin, becomeReady };

// Node reads the names in this literal, so that `import { app } from 'electron'` works too.
module.exports = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeImage,
  nativeTheme,
  Notification,
  protocol,
  screen,
  session,
  shell,
  Tray,
  webContents,
  __standin,
};
module.exports = strict('', module.exports);
