// Menu, MenuItem and Tray: kept as objects for tests to read and click, shown nowhere.
const { record } = require('./record.cjs');
const { Emitter } = require('./strict.cjs');
const { BrowserWindow } = require('./windows.cjs');

let applicationMenu = null;
/** Roles that do something without a screen; `menu-role` is recorded for the others. */
const roles = new Map([['close', () => BrowserWindow.getFocusedWindow()?.close()]]);

class MenuItem {
  constructor({ click, submenu, ...options }) {
    const type = options.type ?? (submenu ? 'submenu' : 'normal');
    const shown = { label: options.role ?? '', enabled: true, visible: true, checked: false };
    Object.assign(this, shown, options, { type });
    if (submenu) this.submenu = submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu);
    this.click = (event = {}, window = BrowserWindow.getFocusedWindow()) => this.#activate(click, event, window);
  }

  #activate(click, event, window) {
    if (!this.enabled) return;
    if (this.type === 'checkbox') this.checked = !this.checked;
    if (this.type === 'radio') this.checked = true;
    if (!this.role) click?.(this, window ?? undefined, event);
    else if (roles.has(this.role)) roles.get(this.role)();
    else record('menu-role', this.role);
  }
}

class Menu extends Emitter {
  items = [];

  constructor() {
    super('Menu', ['menu-will-show', 'menu-will-close']);
  }

  static buildFromTemplate(template) {
    const menu = new Menu();
    for (const entry of template) menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry));
    return menu;
  }

  static setApplicationMenu(menu) {
    applicationMenu = menu;
  }

  static getApplicationMenu() {
    return applicationMenu;
  }

  append(item) {
    this.items.push(item);
  }

  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup() {
    const labels = this.items.map(({ label }) => label);
    record('menu-popup', labels);
    this.emit('menu-will-show');
  }
}

/** The trays that are there now. */
const trays = [];

class Tray extends Emitter {
  toolTip = '';
  title = '';
  menu = null;

  constructor(image) {
    super('Tray', ['click', 'double-click', 'right-click']);
    this.image = image;
    trays.push(this);
  }

  setImage(image) {
    this.image = image;
  }

  setToolTip(text) {
    this.toolTip = text;
  }

  setTitle(text) {
    this.title = text;
  }

  setContextMenu(menu) {
    this.menu = menu;
  }

  destroy() {
    if (!this.isDestroyed()) trays.splice(trays.indexOf(this), 1);
  }

  isDestroyed() {
    return !trays.includes(this);
  }
}

/** For the stand-in itself: what a menu item of this role does. */
const setRole = (role, action) => void roles.set(role, action);

module.exports = { Menu, MenuItem, Tray, setRole, trays };
