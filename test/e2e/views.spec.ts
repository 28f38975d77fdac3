import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright/test';
import { type NodeKind, nodeKinds } from '../../src/shared/vocabulary';
import { nodeSamples } from '../fixtures/view-nodes';
import { expectForEverybody } from './accessible';
import { type App, expect, test } from './fixture';

/** Saves a Lua file below the person's folder, as an editor would. */
function save({ home }: App, path: string, text: string): void {
  const file = join(home, 'lua', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const goToView = (page: Page, name: string) => page.evaluate((view) => location.assign(`#/view/${view}`), name);

const ownLayout = `
ui.layout(function()
  return ui.column {
    grow = 1,
    ui.row {
      grow = 1,
      ui.main { grow = 1 },
      ui.panel { title = "At my side", width = 34, ui.agent_list { order = "name" } },
    },
    ui.row { ui.sidebar { "agents", "view/notes", "activity" } },
    ui.status_bar { ui.text("night shift") },
  }
end)
ui.view("notes", { title = "Notes" }, function() return ui.text("remember the milk") end)
`;

test('a person arranges the window in Lua while a terminal goes on, and cannot lock themselves out', async ({
  app,
}) => {
  const { page } = app;
  await app.cli('agents', 'spawn', '--name', 'one', '--', '/bin/sh', '-i');
  await page.getByRole('link', { name: 'Agents' }).click();
  const terminal = page.getByRole('textbox', { name: 'Terminal of one' });
  const screen = page.getByRole('region', { name: 'Terminal of one' }).locator('.xterm-screen');
  await terminal.focus();
  await page.keyboard.type('echo it-$((40+2))-runs\n');
  await expect(screen).toContainText('it-42-runs');
  await screen.evaluate((element) => element.setAttribute('data-same', 'yes'));

  save(app, 'user/layout.lua', ownLayout);
  await expect(page.getByRole('region', { name: 'At my side' })).toContainText('one');
  await expect(page.getByRole('region', { name: 'Status bar' })).toContainText('night shift');
  await expect(page.getByRole('navigation', { name: 'Views' }).getByRole('link')).toHaveText([
    'Agents',
    'Notes',
    'Activity',
  ]);
  // Neither the terminal nor the focus is another.
  await expect(screen).toHaveAttribute('data-same', 'yes');
  await page.keyboard.type('echo still-$((40+2))\n');
  await expect(screen).toContainText('still-42');
  await page.keyboard.press('Control+2');
  await expect(page.getByText('remember the milk')).toBeVisible();
  await page.keyboard.press('Control+1');
  await expect(screen).toContainText('still-42');

  save(app, 'user/layout.lua', ownLayout.replace('ui.main { grow = 1 }', 'error("oh no")'));
  await expect(page.getByText(/user\/layout\.lua:\d+: .*oh no/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'At my side' })).toBeVisible();
  save(app, 'user/layout.lua', ownLayout.replace('ui.main { grow = 1 }', 'ui.text("all mine")'));
  await expect(page.getByText('It has no main part')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Views' })).toContainText('Settings');
  rmSync(join(app.home, 'lua/user/layout.lua'));
  await expect(page.getByRole('region', { name: 'At my side' })).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Views' })).toContainText('Settings');
  await expect(screen).toContainText('still-42');
  expect(await app.problems()).toEqual([]);
});

const todo = `
hub.state.todo = hub.state.todo or {}
local todo = hub.state.todo
ui.view("todo", { title = "To do" }, function()
  return ui.column {
    gap = 1,
    ui.heading("Things to do: " .. #todo),
    ui.list { items = todo, empty = "All is done." },
    ui.form {
      submit = "Add",
      on_submit = function(values)
        if values.what == "nothing" then error("that is no thing") end
        todo[#todo + 1] = { title = values.what, badge = values.kind }
        return "Added " .. values.what
      end,
      ui.input { "what", label = "What", required = true },
      ui.select { "kind", label = "Kind", options = { { value = "home" }, { value = "work" } } },
    },
    ui.button { "Forget all", confirm = "All things are forgotten.", on_click = function()
      for at = #todo, 1, -1 do todo[at] = nil end
    end },
  }
end)
`;

test('an improvement has a view with a form: what is typed is done and told; a mistake leaves the view as it was', async ({
  app,
}) => {
  const { page } = app;
  save(app, 'improvements/todo.lua', todo);
  await expect(page.getByRole('link', { name: 'To do' })).toBeVisible();
  await page.keyboard.press('F1');
  await page.keyboard.type('show to do');
  await expect(page.getByRole('option', { name: 'Show To do' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'To do' })).toBeVisible();
  await expect(page.getByText('All is done.')).toBeVisible();

  const what = page.getByLabel('What');
  await what.press('Enter');
  await expect(page.getByText('This is needed.')).toBeVisible();
  await expect(what).toBeFocused();
  await what.fill('nothing');
  await page.getByLabel('Kind').selectOption('work');
  await what.press('Enter');
  await expect(page.getByText(/improvements\/todo\.lua:\d+: that is no thing/)).toBeVisible();
  await expect(what).toHaveValue('nothing');
  await what.fill('water the plants');
  await what.press('Enter');
  await expect(page.getByText('Added water the plants')).toBeVisible();
  await expect(page.getByText('Things to do: 1')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'water the plants' })).toContainText('work');
  await expect(what).toHaveValue('');

  await what.fill('half a thou');
  save(app, 'improvements/todo.lua', todo.replace('Things to do: ', 'Still to do: '));
  await expect(page.getByText('Still to do: 1')).toBeVisible();
  await expect(what).toHaveValue('half a thou');
  save(app, 'improvements/todo.lua', todo.replace('gap = 1,', 'gap = 1, ui.heading(nil .. "x"),'));
  await expect(page.getByRole('note').filter({ hasText: 'attempt to concatenate' })).toContainText('todo.lua:6');
  await expect(page.getByText('Still to do: 1')).toBeVisible();
  save(app, 'improvements/todo.lua', todo);
  await expect(page.getByText('Things to do: 1')).toBeVisible();
  await expect(page.getByText('attempt to concatenate')).toBeHidden();

  await page.getByRole('button', { name: 'Forget all' }).click();
  const question = page.getByRole('alertdialog', { name: 'Forget all?' });
  await expect(question).toContainText('All things are forgotten.');
  await question.getByRole('button', { name: 'Forget all' }).click();
  await expect(page.getByText('All is done.')).toBeVisible();
  rmSync(join(app.home, 'lua/improvements/todo.lua'));
  await expect(page.getByRole('heading', { name: 'There is no view “todo”' })).toBeVisible();
  expect(await app.problems()).toEqual([]);
});

/** A layout has these; and a terminal draws its own cells. */
const notHere: readonly NodeKind[] = ['sidebar', 'main', 'status_bar', 'terminal', 'view'];

test('nodes of all kinds can be read by everybody, in both themes and in a small window', async ({ app }) => {
  const { page } = app;
  const children = nodeKinds.filter((kind) => !notHere.includes(kind)).map((kind) => nodeSamples[kind].tree);
  const tree = JSON.stringify({ kind: 'column', gap: 1, children });
  save(app, 'user/gallery.lua', `ui.view("gallery", {}, function() return json.decode([==[${tree}]==]) end)`);
  await goToView(page, 'gallery');
  await expect(page.getByRole('figure', { name: 'Turns a day' })).toBeVisible();
  await expectForEverybody(page);
});
