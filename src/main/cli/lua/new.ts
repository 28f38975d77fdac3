import { printLines } from '../print';
import type { Invocation } from '../run';
import { luaFolder } from './folder';

export interface NewOptions {
  /** Among the person's own files, with all permissions. */
  readonly user: boolean;
}

/** Writes a file with its spec to begin with, and tells where they are. Never overwrites. */
export async function createFile(invocation: Invocation, name: string, { user }: NewOptions): Promise<number> {
  const { host, json } = invocation;
  const layer = user ? 'user' : 'improvements';
  if (!/^[a-z][a-z0-9_]{0,60}$/.test(name) || name.endsWith('_spec')) {
    await printLines(
      host.error,
      `"${name}" is no name for it: take small letters, digits and _, such as quiet_nights.`,
    );
    return 1;
  }
  if (user && host.agentId !== undefined) {
    await host.error('An agent writes to improvements/. A person may promote the file to user/ later.');
    return 1;
  }
  const folder = `${luaFolder(invocation)}/${layer}`;
  const texts = { [`${name}_spec.lua`]: specText(`${layer}.${name}`), [`${name}.lua`]: fileText(name) };
  const refused = host.lua.prepareFolder(folder);
  if (refused !== undefined) {
    await printLines(host.error, refused);
    return 1;
  }
  // For editors. Who has one keeps it.
  await host.createText(`${luaFolder(invocation)}/.luarc.json`, settingsText(host.lua.shipped));
  const written: string[] = [];
  // The spec first: the hub runs the file as soon as it is there.
  for (const [file, text] of Object.entries(texts)) {
    const path = `${folder}/${file}`;
    const created = await host.createText(path, text);
    if (!created.ok || !created.value) {
      await printLines(host.error, created.ok ? `${path} is there already; it was left as it is.` : created.message);
      return 1;
    }
    written.push(path);
  }
  if (json) await host.out(JSON.stringify({ module: `${layer}.${name}`, files: written }));
  else {
    await printLines(host.out, ...written);
    await host.out(
      `Edit them, then: viberot lua check ${name} && viberot lua test ${name} && viberot lua reload ${name}`,
    );
  }
  return 0;
}

/** What the Lua language server is told: https://luals.github.io/wiki/settings */
function settingsText(shipped: string): string {
  const settings = { 'runtime.version': 'Lua 5.4', 'workspace.library': [`${shipped}/meta`, `${shipped}/core`] };
  return `${JSON.stringify(settings, null, 2)}\n`;
}

function fileText(name: string): string {
  return `-- ${name}: say in a sentence what it changes, and for whom.

local M = {}

--- The part that decides, free of effects: easy to test.
---@param agent viberot.Agent
---@return string?
function M.message(agent)
  if agent.status == "failed" then
    return agent.name .. " failed"
  end
end

events.on("agent_lifecycle", function(agent)
  local message = M.message(agent)
  if message then
    log.info(message)
  end
end)

return M
`;
}

function specText(module: string): string {
  const name = module.split('.').at(-1);
  return `local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
local subject = require("${module}")

describe("${name}", function()
  it("has something to say about a failure", function()
    assert.equal(subject.message({ name = "build", status = "failed" }), "build failed")
  end)

  it("logs it when an agent fails", function()
    spec.emit("agent_lifecycle", { name = "build", status = "failed" }, "working")
  end)
end)
`;
}
