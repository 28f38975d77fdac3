import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  show(): void;
  /** Asks first. */
  quitAndEndAgents(): void;
}

/** The application menu: the roles that make copy, paste, zoom and quit work as on every desktop. */
export function setApplicationMenu({ show, quitAndEndAgents }: MenuActions): void {
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        { id: 'open', label: 'Open VibeRot', click: show },
        { role: 'close' },
        { type: 'separator' },
        { id: 'quit-and-end', label: 'Quit and End Agents…', click: quitAndEndAgents },
        ...(isMac ? [] : [{ role: 'quit' } as const]),
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'reload' },
        { role: 'toggleDevTools' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
