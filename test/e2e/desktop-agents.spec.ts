import type { ElectronApplication } from 'playwright/test';
import { createScope, type Scope } from '../../src/shared/scope';
import type { Agent } from '../../src/shared/vocabulary';
import { connectToHub } from '../fixtures/hub-client';
import type { WithStandIn } from '../stand-in/launch';
import { type App, expect, test } from './fixture';

// Agents on the desktop: windows of their own, the tray, notifications, and what quitting does to them.
let scope: Scope;
test.beforeEach(() => {
  scope = createScope();
});
test.afterEach(() => scope.close());

function desktopOf({ electron }: App): ElectronApplication {
  if (!electron) throw new Error('no desktop');
  return electron;
}

async function spawnAgent(app: App, name: string, ...command: string[]): Promise<Agent> {
  const argv = ['agents', 'spawn', '--json', '--cwd', app.home, '--name', name, '--', ...command];
  return JSON.parse((await app.cli(...argv)).stdout);
}

async function agentsOf(app: App): Promise<Agent[]> {
  return JSON.parse((await app.cli('agents', 'list', '--json')).stdout);
}

/** Address, title and size of all windows, the oldest first. */
function windowsOf(app: App) {
  return desktopOf(app).evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .sort((a, b) => a.id - b.id)
      .map((window) => {
        const { width, height } = window.getBounds();
        const [, hash = ''] = window.webContents.getURL().split('#');
        return { hash: `#${hash}`, title: window.getTitle(), width, height };
      }),
  );
}

/** What the tray shows. */
function trayOf(app: App): Promise<{ toolTip: string; items: { id: string; label: string }[] }> {
  return desktopOf(app).evaluate((api) => {
    const [tray] = (api as unknown as WithStandIn).__standin.trays;
    const items = (tray?.menu.items ?? []).map(({ id, label }) => ({ id, label }));
    return { toolTip: tray?.toolTip ?? '', items };
  });
}

function clickInTray(app: App, id: string): Promise<void> {
  return desktopOf(app).evaluate((api, item) => {
    const [tray] = (api as unknown as WithStandIn).__standin.trays;
    // Later, because the app may end with it.
    setImmediate(() => tray?.menu.getMenuItemById(item)?.click());
  }, id);
}

test('an agent has a window of its own, with its name, where it was before; to close it leaves the agent running', async ({
  app,
}) => {
  const electron = desktopOf(app);
  await expect(app.page.getByText('Watching by')).toBeVisible();
  const { client } = connectToHub(app.home, scope);
  const { id } = await spawnAgent(app, 'build', 'cat');
  const [window] = await Promise.all([electron.waitForEvent('window'), client.desktop.showAgent({ id })]);
  await expect.poll(async () => (await windowsOf(app))[1]).toMatchObject({ hash: `#/agent/${id}`, title: 'build' });
  expect(await client.desktop.showAgent({ id })).toEqual({ shown: true });
  expect(await windowsOf(app)).toHaveLength(2);
  await expect(window.getByText('build').first()).toBeVisible();

  await client.agents.update({ id, name: 'release' });
  await expect.poll(async () => (await windowsOf(app))[1]?.title).toBe('release');
  await electron.evaluate(({ BrowserWindow }) => {
    const [, second] = BrowserWindow.getAllWindows().sort((a, b) => a.id - b.id);
    second?.setBounds({ x: 30, y: 40, width: 720, height: 500 });
    second?.close();
  });
  await expect.poll(async () => (await windowsOf(app)).length).toBe(1);
  expect((await agentsOf(app))[0]?.status).not.toBe('exited');
  await client.desktop.showAgent({ id });
  await expect.poll(async () => (await windowsOf(app))[1]).toMatchObject({ title: 'release', width: 720, height: 500 });
  await client.agents.killAll();
});

test('the tray and notifications lead to agents; quitting leaves them running, unless the person wants them ended', async ({
  app,
}) => {
  test.skip(app.target !== 'Electron stand-in', 'Electron does not tell a test what the tray and the desktop show');
  await expect(app.page.getByText('Watching by')).toBeVisible();
  const { id, pid } = await spawnAgent(app, 'asks', 'sh', '-c', "printf '\\033]9;May I?\\007'; exec cat");
  await spawnAgent(app, 'waits', 'cat');
  const agentItems = async () => (await trayOf(app)).items.filter((item) => item.id?.startsWith('agent-'));
  await expect.poll(async () => (await agentItems()).length).toBe(2);
  await expect.poll(async () => (await agentItems())[0]?.label).toMatch(/^asks: waits for you/);
  await expect
    .poll(async () => (await trayOf(app)).toolTip.split('\n')[1])
    .toMatch(/1 waits for you|1 agent waits for you/);
  await clickInTray(app, `agent-${id}`);
  await expect.poll(async () => (await windowsOf(app))[0]?.hash).toBe(`#/agents/${id}`);

  const told = () =>
    desktopOf(app).evaluate((api) =>
      (api as unknown as WithStandIn).__standin.log
        .filter(({ kind }) => kind === 'notification')
        .map(({ detail }) => (detail as { title: string }).title),
    );
  const quit = async () => {
    const ended = new Promise<void>((resolve) =>
      desktopOf(app)
        .process()
        .once('exit', () => resolve()),
    );
    await desktopOf(app).evaluate(({ app: electron, Notification }) => {
      // What is said last goes with the process, so it is written where the test reads.
      Notification.prototype.show = function show(this: { title: string; emit(event: string): void }) {
        process.stderr.write(`last word: ${this.title}\n`);
        setImmediate(() => this.emit('show'));
      } as never;
      setImmediate(() => electron.quit());
    });
    await ended;
  };
  expect(await told()).toContain('asks');
  await desktopOf(app).evaluate((api) => {
    const { notifications } = (api as unknown as WithStandIn).__standin;
    notifications.find(({ title }) => title === 'asks')?.emit('click');
  });
  await expect.poll(async () => (await windowsOf(app))[0]?.hash).toBe(`#/agents/${id}`);

  let said = '';
  desktopOf(app)
    .process()
    .stderr?.on('data', (text) => {
      said += text;
    });
  await quit();
  expect(said).toContain('last word: 2 agents go on');
  await app.restart();
  expect((await agentsOf(app)).find((agent) => agent.id === id)).toMatchObject({ pid });

  const answer = (response: number) =>
    desktopOf(app).evaluate(({ dialog }, chosen) => {
      dialog.showMessageBox = (async (options: { message: string }) => {
        Object.assign(globalThis, { asked: options.message });
        return { response: chosen, checkboxChecked: false };
      }) as never;
    }, response);
  const cancel = 1;
  await answer(cancel);
  await expect.poll(async () => (await agentItems()).length).toBe(2);
  await clickInTray(app, 'quit-and-end');
  await expect
    .poll(() => desktopOf(app).evaluate(() => (globalThis as unknown as { asked?: string }).asked))
    .toBe('Quit and end 2 agents?');
  expect((await agentsOf(app)).every(({ status }) => status !== 'exited')).toBe(true);

  await answer(0);
  const ended = new Promise<void>((resolve) =>
    desktopOf(app)
      .process()
      .once('exit', () => resolve()),
  );
  await clickInTray(app, 'quit-and-end');
  await ended;
  await app.restart();
  expect((await agentsOf(app)).map(({ status }) => status)).toEqual(['exited', 'exited']);
});
