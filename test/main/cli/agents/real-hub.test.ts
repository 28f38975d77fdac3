import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../../../src/shared/contract';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { connectToHub } from '../../../fixtures/hub-client';
import { makeHome, startHub } from '../../../fixtures/running-hub';

/** Agents from the command line and from other agents, with a real hub. */
const bin = resolve(import.meta.dirname, '../../../../bin/viberot.mjs');

let scope: Scope;
let home: string;
let client: Client;

beforeAll(async () => {
  scope = createScope();
  home = makeHome(scope);
  await startHub(home, scope);
  client = connectToHub(home, scope).client;
  await client.agents.list();
});
afterAll(async () => {
  await client.agents.killAll();
  await scope.close();
});

function start(argv: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [bin, ...argv], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, VIBEROT_HOME: home, VIBEROT_AGENT_ID: '', ...env },
  });
  scope.defer(() => void child.kill());
  return child;
}

/** Runs a command to its end. @returns its exit code, and what it printed */
async function run(...argv: string[]): Promise<[number | null, string]> {
  const child = start(['agents', ...argv]);
  const parts: Buffer[] = [];
  child.stdout?.on('data', (part) => parts.push(part));
  await once(child, 'close');
  return [child.exitCode, Buffer.concat(parts).toString()];
}

describe('the command line', () => {
  test('an agent is started, awaited and read', async () => {
    const script = 'stty -echo; read code; echo one; exit $code';
    const [code, printed] = await run('spawn', '--name', 'x', '--cwd', '/', '--', 'sh', '-c', script);
    expect([code, printed]).toEqual([0, expect.stringMatching(/^[0-9a-z]{4}-[0-9a-z]{2} {2}x, pid \d+, in \/\n$/)]);
    const [id = ''] = printed.split(' ');
    await client.agents.send({ ids: [id], text: '3' });
    const waited = await run('wait', id, '--status', 'exited', '--timeout', '20');
    expect(waited).toEqual([0, expect.stringMatching(/x: exited \(3\)\n$/)]);
    expect(await run('output', id)).toEqual([0, expect.stringMatching(/(^|\n)one\n$/)]);
  });

  test('--follow prints every line once, to the end', async () => {
    const command = ['sh', '-c', 'seq 1 20000; read go; seq 20001 20100; printf end'];
    const { id } = await client.agents.spawn({ command, cwd: '/' });
    const following = start(['agents', 'output', id, '--follow', '--lines', '99999']);
    const lines: string[] = [];
    for await (const line of createInterface({ input: following.stdout ?? process.stdin })) {
      lines.push(line);
      if (line === '20000') await client.agents.send({ ids: [id], text: 'go' });
    }
    // What is typed is echoed by the terminal.
    const numbers = lines.filter((line) => line !== 'go' && line !== 'end').map(Number);
    const [first = 0] = numbers;
    // The terminal keeps 10,000 lines of before.
    expect(first).toBeLessThan(10_100);
    expect(numbers.every((number, index) => number === first + index)).toBe(true);
    expect([numbers.at(-1), lines.at(-1)]).toEqual([20_100, 'end']);
  });
});

/** A client of `viberot mcp` that speaks JSON-RPC, a line for each message. */
function startMcp(argv: readonly string[], env: Record<string, string> = {}) {
  const child = start(['mcp', ...argv], env);
  const waiting = new Map<number, (message: { result?: Record<string, unknown>; error?: unknown }) => void>();
  const strange: string[] = [];
  let lastId = 0;
  createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
    try {
      const message = JSON.parse(line);
      if (message.jsonrpc !== '2.0') throw new Error('no JSON-RPC');
      waiting.get(message.id)?.(message);
    } catch {
      strange.push(line);
    }
  });
  const send = (message: object) => void child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const request = (method: string, params: object) =>
    new Promise<{ result?: Record<string, unknown>; error?: unknown }>((resolve) => {
      const id = ++lastId;
      waiting.set(id, resolve);
      send({ id, method, params });
    });
  return {
    request,
    /** What was written beside the protocol. */
    strange,
    async initialize(protocolVersion: string) {
      const clientInfo = { name: 'test', version: '1' };
      const answer = await request('initialize', { protocolVersion, capabilities: {}, clientInfo });
      send({ method: 'notifications/initialized' });
      return answer;
    },
    /** What a tool answers: its JSON, or what is wrong. */
    async call(name: string, input: object = {}): Promise<{ value?: never; problem?: string }> {
      const { result, error } = await request('tools/call', { name, arguments: input });
      const [content] = (result?.content ?? []) as { text: string }[];
      const text = content?.text ?? JSON.stringify(error);
      return result?.isError || error ? { problem: text } : { value: JSON.parse(text) as never };
    },
    async end() {
      child.stdin?.end();
      const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
      return code as number;
    },
  };
}

const handshake = '2025-06-18';

describe('viberot mcp', () => {
  test('tells its tools, and ends with its client', async () => {
    const mcp = startMcp([]);
    const { result } = await mcp.initialize(handshake);
    expect(result).toMatchObject({ protocolVersion: handshake, serverInfo: { name: 'viberot' } });
    const { result: listed } = await mcp.request('tools/list', {});
    const tools = listed?.tools as { name: string; description: string; inputSchema: { type: string } }[];
    expect(tools.map(({ name }) => name).sort()).toEqual([
      ...['agents_kill', 'agents_list', 'agents_output', 'agents_send', 'agents_spawn', 'agents_wait'],
    ]);
    for (const { description, inputSchema } of tools) {
      expect(description.length).toBeGreaterThan(40);
      expect(inputSchema.type).toBe('object');
    }
    expect(await mcp.end()).toBe(0);
    expect(mcp.strange).toEqual([]);
  });

  test('starts an agent, types into it, waits for it and reads it, and leaves others alone', async () => {
    const other = await client.agents.spawn({ name: 'other', command: ['cat'], cwd: '/' });
    const mcp = startMcp([]);
    await mcp.initialize(handshake);
    const { value: made } = await mcp.call('agents_spawn', { name: 'mine', command: ['sh'], cwd: '/' });
    const { id } = made as unknown as { id: string };
    expect(await mcp.call('agents_send', { ids: [id], text: 'echo $((40 + 2)); exit 3' })).toEqual({
      value: { sent: [{ id, ok: true }] },
    });
    const { value: waited } = await mcp.call('agents_wait', { ids: [id], statuses: ['exited'], timeoutSeconds: 20 });
    expect(waited).toMatchObject({ agents: [{ id, status: 'exited', exit: '3', reached: true }] });
    expect((await mcp.call('agents_output', { id })).value).toMatchObject({
      output: expect.stringMatching(/\n42$/),
    });

    const { value: list } = await mcp.call('agents_list');
    expect(list).toMatchObject({
      agents: expect.arrayContaining([
        expect.objectContaining({ id, yours: true }),
        expect.objectContaining({ id: other.id, yours: false }),
      ]),
    });
    for (const call of [
      mcp.call('agents_kill', { ids: [other.id] }),
      mcp.call('agents_send', { ids: [id, 'other'], text: 'x' }),
    ]) {
      expect((await call).problem).toContain(`Not with: ${other.id} (other)`);
    }
    expect((await mcp.call('agents_output', { id: 'nobody' })).problem).toContain('There is no agent "nobody"');
    expect((await mcp.call('agents_spawn', { command: ['/no/such/program'] })).problem).toContain('/no/such/program');
    expect((await mcp.call('agents_output', {})).problem).toBeDefined();
    await mcp.end();
    expect(mcp.strange).toEqual([]);
    expect((await client.agents.list()).find((agent) => agent.id === other.id)?.status).not.toBe('exited');
  });

  test('an agent may end what it has started before, and what that has; with --all every other', async () => {
    const parent = await client.agents.spawn({ name: 'parent', command: ['cat'], cwd: '/' });
    const child = await client.agents.spawn({ name: 'child', command: ['cat'], cwd: '/', parent: parent.id });
    const grandchild = await client.agents.spawn({ name: 'grandchild', command: ['cat'], cwd: '/', parent: child.id });
    const mcp = startMcp([], { VIBEROT_AGENT_ID: parent.id });
    await mcp.initialize(handshake);
    expect((await mcp.call('agents_kill', { ids: ['grandchild'] })).value).toMatchObject({
      agents: [{ id: grandchild.id, status: 'exited' }],
    });
    expect((await mcp.call('agents_kill', { ids: ['parent'] })).problem).toContain('(parent)');
    await mcp.end();

    const all = startMcp(['--all'], { VIBEROT_AGENT_ID: child.id });
    await all.initialize(handshake);
    expect((await all.call('agents_kill', { ids: ['child'] })).problem).toContain('(child)');
    expect((await all.call('agents_kill', { ids: ['parent'] })).value).toMatchObject({ agents: [{ id: parent.id }] });
    await all.end();
  });

  test('says in a tool’s answer that no hub runs', async () => {
    const mcp = startMcp(['--home', `${home}/none`]);
    await mcp.initialize('2024-11-05');
    expect((await mcp.call('agents_list')).problem).toContain('VibeRot is not running');
    expect(await mcp.end()).toBe(0);
  });
});
