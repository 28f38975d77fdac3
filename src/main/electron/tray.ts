import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import type { Scope } from '../../shared/scope';
import {
  type ActivityRow,
  type Agent,
  commandLine,
  durationText,
  timeLeft,
  timeLeftText,
} from '../../shared/vocabulary';
import type { Hub } from '../compose';
import { agentsText, listedAgents } from './tray-agents';

export interface TrayActions {
  readonly icon: string;
  show(): void;
  /** The list of agents. */
  showAgents(): void;
  showAgent(id: Agent['id']): void;
  quit(): void;
  /** Asks first. */
  quitAndEndAgents(): void;
}

const longestLabel = 60;
/** A storm of matches is not a storm of menus. */
const gatherMs = 500;
/** How often the time left is told anew. */
const tickMs = 2_000;

/** The icon in the system's tray: what runs, agents, open, pause, what matched last, quit. It keeps true by itself. */
export function createTray(hub: Hub, actions: TrayActions, scope: Scope): void {
  const image = nativeImage.createFromPath(actions.icon);
  if (process.platform === 'darwin') image.setTemplateImage(true);
  const tray = new Tray(image);
  scope.defer(() => tray.destroy());
  tray.on('click', actions.show);

  const setToolTip = whenOther((text: string) => tray.setToolTip(text));
  // A menu that is open must not be replaced by the same one.
  const setMenu = whenOther((menu: MenuItemConstructorOptions[]) => tray.setContextMenu(Menu.buildFromTemplate(menu)));
  const render = () => {
    setToolTip(tooltipOf(hub, Date.now()));
    setMenu(menuOf(hub, actions));
  };
  let gathering: NodeJS.Timeout | undefined;
  const changed = () => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      render();
    }, gatherMs);
  };
  render();
  const ticking = setInterval(render, tickMs);
  for (const source of [hub.rules.state, hub.recentMatches, hub.overlays, hub.agents.state])
    scope.defer(source.on(changed));
  scope.defer(() => {
    clearTimeout(gathering);
    clearInterval(ticking);
  });
}

/** Calls `set` only with what differs from the time before. */
function whenOther<T>(set: (value: T) => void): (value: T) => void {
  let last: string | undefined;
  return (value) => {
    const text = JSON.stringify(value);
    if (text !== last) set(value);
    last = text;
  };
}

function tooltipOf(hub: Hub, nowMs: number): string {
  const { running } = hub.status.value.runs;
  const longest = hub.longestRunning();
  const agents = agentsText(hub.agents.state.value);
  return [
    stateOf(hub),
    ...(agents === undefined ? [] : [agents]),
    ...(longest ? [progressOf(longest, nowMs)] : []),
    ...(running > 0 ? [running === 1 ? '1 action is running' : `${running} actions are running`] : []),
  ].join('\n');
}

function stateOf(hub: Hub): string {
  const { paused, problems, rules } = hub.rules.state.value;
  if (problems.length > 0) return 'VibeRot: config.toml has an error';
  if (paused) return 'VibeRot: rules are paused';
  return `VibeRot: watching, ${rules.length === 1 ? '1 rule' : `${rules.length} rules`}`;
}

/** "npm install: about 40 s left" */
function progressOf({ process, estimate }: ActivityRow, nowMs: number): string {
  const elapsedMs = nowMs - process.startedAt;
  // Whole minutes, as a tooltip is not looked at for long.
  const about = estimate
    ? timeLeftText(timeLeft(estimate, elapsedMs))
    : `running for ${elapsedMs < 60_000 ? 'less than a minute' : durationText(Math.floor(elapsedMs / 60_000) * 60_000)}`;
  return `${cut(commandLine(process), 40)}: ${about}`;
}

function menuOf(hub: Hub, actions: TrayActions): MenuItemConstructorOptions[] {
  const { show, quit, quitAndEndAgents } = actions;
  const recent = hub.recentMatches.value;
  const overlays = hub.overlays.value;
  const agents = agentItems(hub.agents.state.value, actions);
  return [
    { id: 'open', label: 'Open VibeRot', click: show },
    ...(agents.length > 0 ? [{ type: 'separator' } as const, ...agents, { type: 'separator' } as const] : []),
    {
      id: 'pause',
      label: 'Pause rules',
      type: 'checkbox',
      checked: hub.rules.state.value.paused,
      click: (item) => hub.rules.setPaused(item.checked),
    },
    {
      id: 'close-overlays',
      label: 'Close overlays',
      enabled: overlays.length > 0,
      click: () => {
        for (const { id } of hub.overlays.value) hub.closeOverlay(id);
      },
    },
    { type: 'separator' },
    {
      id: 'recent',
      label: 'Recent matches',
      enabled: recent.length > 0,
      submenu: recent.map((command) => ({ label: forMenu(command), click: show })),
    },
    { type: 'separator' },
    { id: 'quit', label: 'Quit VibeRot', click: quit },
    { id: 'quit-and-end', label: 'Quit and end agents…', enabled: agents.length > 0, click: quitAndEndAgents },
  ];
}

function agentItems(agents: readonly Agent[], { showAgent, showAgents }: TrayActions): MenuItemConstructorOptions[] {
  const { listed, more } = listedAgents(agents);
  return [
    ...listed.map(({ id, label }) => ({ id: `agent-${id}`, label: forMenu(label), click: () => showAgent(id) })),
    ...(more > 0 ? [{ id: 'agents', label: `${more} more…`, click: showAgents }] : []),
  ];
}

/** Menus take "&" for a mnemonic. */
function forMenu(command: string): string {
  return cut(command, longestLabel).replaceAll('&', '&&');
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
