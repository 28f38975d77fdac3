import type { Browser, Page } from 'playwright/test';
import { fail, ok } from '../../src/shared/result';
import { createScope, type Scope } from '../../src/shared/scope';
import { installedPath } from '../fixtures/fake-installer';
import { expect, test } from './fixture';
import { type ScriptedHub, startScriptedHub } from './scripted-hub';

test.describe('full capture', () => {
  let scope: Scope;
  let hub: ScriptedHub;
  let page: Page;

  test.beforeEach(async ({ openBrowser }) => {
    scope = createScope();
    hub = await startScriptedHub(scope);
    page = await openStatus(await openBrowser());
  });
  test.afterEach(async () => scope?.close());

  async function openStatus(browser: Browser): Promise<Page> {
    const opened = await browser.newPage();
    scope.defer(() => opened.close());
    await opened.goto(hub.url);
    await opened.getByRole('link', { name: 'Status' }).click();
    return opened;
  }

  const card = () => page.getByRole('region', { name: 'Probe', exact: true });
  const offer = () => page.getByRole('note').filter({ hasText: 'VibeRot can see more' });
  const dialog = () => page.getByRole('dialog', { name: 'Turn on full capture' });

  test('is off with a reason; nothing is asked before what it means was read and agreed to', async () => {
    await expect(card()).toContainText('off: needs cap_bpf');
    await card().getByRole('button', { name: 'Turn on…' }).click();
    await expect(dialog()).toContainText(installedPath);
    await expect(dialog()).toContainText('cap_perfmon');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog()).toBeHidden();
    expect(hub.installer.asked).toEqual([]);
  });

  test('waits for the password, is on then, and can be turned off again', async () => {
    const { enable } = hub.installer;
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    hub.installer.enable = async (options) => answered.then(() => enable(options));
    await offer().getByRole('button', { name: 'Turn on full capture…' }).click();
    await dialog().getByRole('switch', { name: 'Also report other users’ processes' }).click();
    await dialog().getByRole('button', { name: 'Turn on' }).click();
    await expect(dialog().getByRole('button', { name: 'Waiting for your password…' })).toBeDisabled();
    answer();
    await expect(dialog()).toBeHidden();
    await expect(card()).toContainText('on, for the processes of all users');
    await expect(page.getByText('Watching every command, by eBPF')).toBeVisible();
    await expect(offer()).toBeHidden();
    expect(hub.installer.asked).toEqual(['enable for all users']);

    await card().getByRole('button', { name: 'Turn off' }).click();
    await expect(card()).toContainText('off: needs cap_bpf');
    // Whoever has turned it off does not want to be asked.
    await expect(offer()).toBeHidden();
  });

  for (const [error, message] of [
    ['refused', 'The password was not given; nothing has changed.'],
    ['failed', 'the program setcap is missing'],
  ] as const) {
    test(`says that it ${error}, and why`, async () => {
      hub.installer.answer = fail(error, message);
      await card().getByRole('button', { name: 'Turn on…' }).click();
      await dialog().getByRole('button', { name: 'Turn on' }).click();
      await expect(dialog().getByRole('alert')).toContainText(message);
      await dialog().getByRole('button', { name: 'Cancel' }).click();
      // A failure can be mended; a no is a no.
      await expect(offer()).toHaveCount(error === 'refused' ? 0 : 1);
      await expect(card().getByRole('button', { name: 'Turn on…' })).toBeEnabled();
    });
  }

  test('is not offered again once it was declined, also not after the next start', async ({ openBrowser }) => {
    await offer().getByRole('button', { name: 'Don’t offer again' }).click();
    await expect(offer()).toBeHidden();
    await expect(card()).toContainText('off: needs cap_bpf');
    hub = await startScriptedHub(scope, hub.home);
    page = await openStatus(await openBrowser());
    await expect(card()).toContainText('off: needs cap_bpf');
    await expect(offer()).toBeHidden();
  });

  test('without a desktop that asks for passwords the command for a terminal is shown', async ({ openBrowser }) => {
    const { installer, host } = hub;
    const inspected = await installer.inspect();
    if (!inspected.ok) throw new Error(inspected.message);
    installer.inspect = async () => ok({ ...inspected.value, canAsk: false });
    host.latest.ends({ code: 1 });
    page = await openStatus(await openBrowser());
    await card().getByRole('button', { name: 'Turn on…' }).click();
    await expect(dialog()).toContainText('viberot probe enable');
    await dialog().getByRole('switch').click();
    await expect(dialog()).toContainText('viberot probe enable --all-users');
    await expect(dialog().getByRole('button', { name: 'Turn on' })).toBeHidden();
  });

  test('where nothing can be installed there is the reason and no button', async ({ openBrowser }) => {
    hub.installer.installation = undefined;
    hub.host.latest.ends({ code: 1 });
    page = await openStatus(await openBrowser());
    await expect(card()).toContainText('unavailable: It is for Linux.');
    await expect(card().getByRole('button')).toHaveCount(0);
    await expect(offer()).toBeHidden();
  });
});
