import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Scope } from '../../shared/scope';
import type { Hub } from '../compose';

export interface TrayActions {
  readonly icon: string;
  show(): void;
  quit(): void;
}

const longestLabel = 60;
/** A storm of matches is not a storm of menus. */
const gatherMs = 500;

/** The icon in the system's tray: open, pause, what matched last, quit. It keeps true by itself. */
export function createTray(hub: Hub, actions: TrayActions, scope: Scope): void {
  const image = nativeImage.createFromPath(actions.icon);
  if (process.platform === 'darwin') image.setTemplateImage(true);
  const tray = new Tray(image);
  scope.defer(() => tray.destroy());
  tray.on('click', actions.show);

  let shown = '';
  const render = () => {
    const [tooltip, menu] = [tooltipOf(hub), menuOf(hub, actions)];
    // A menu that is open must not be replaced by the same one.
    const now = JSON.stringify([tooltip, menu]);
    if (now === shown) return;
    shown = now;
    tray.setToolTip(tooltip);
    tray.setContextMenu(Menu.buildFromTemplate(menu));
  };
  let gathering: NodeJS.Timeout | undefined;
  const changed = () => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      render();
    }, gatherMs);
  };
  render();
  scope.defer(hub.rules.state.on(changed));
  scope.defer(hub.recentMatches.on(changed));
  scope.defer(() => clearTimeout(gathering));
}

function tooltipOf(hub: Hub): string {
  const { paused, problems, rules } = hub.rules.state.value;
  if (problems.length > 0) return 'VibeRot: config.toml has an error';
  if (paused) return 'VibeRot: rules are paused';
  return `VibeRot: watching, ${rules.length === 1 ? '1 rule' : `${rules.length} rules`}`;
}

function menuOf(hub: Hub, { show, quit }: TrayActions): MenuItemConstructorOptions[] {
  const recent = hub.recentMatches.value;
  return [
    { id: 'open', label: 'Open VibeRot', click: show },
    {
      id: 'pause',
      label: 'Pause rules',
      type: 'checkbox',
      checked: hub.rules.state.value.paused,
      click: (item) => hub.rules.setPaused(item.checked),
    },
    { type: 'separator' },
    {
      id: 'recent',
      label: 'Recent matches',
      enabled: recent.length > 0,
      submenu: recent.map((command) => ({ label: shorten(command), click: show })),
    },
    { type: 'separator' },
    { id: 'quit', label: 'Quit VibeRot', click: quit },
  ];
}

/** Menus take "&" for a mnemonic. */
function shorten(command: string): string {
  const text = command.length > longestLabel ? `${command.slice(0, longestLabel - 1)}…` : command;
  return text.replaceAll('&', '&&');
}
