import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseConfig } from '../../../../../src/main/features/rules/language/config';
import { configSchema } from '../../../../../src/main/features/rules/language/json-schema';
import { readToml } from '../../../../../src/main/features/rules/toml/toml';

const file = join(import.meta.dirname, '../../../../../resources/config.schema.json');
const renew =
  'npm run --silent viberot -- rules schema > resources/config.schema.json, then npx biome check --write resources';

test('the JSON Schema that comes with the app is that of the reader', () => {
  const written: unknown = JSON.parse(readFileSync(file, 'utf8'));
  expect(written, `to write it anew: ${renew}`).toEqual(JSON.parse(JSON.stringify(configSchema())));
});

test('every key says what it is for', () => {
  const silent: string[] = [];
  look(configSchema(), []);
  expect(silent).toEqual([]);

  function look(part: unknown, path: string[]): void {
    if (typeof part !== 'object' || part === null) return;
    for (const [key, value] of Object.entries(part)) {
      if (key === 'properties') for (const name of Object.keys(value)) check(value[name], [...path, name]);
      look(value, [...path, key]);
    }
  }

  function check(
    property: boolean | { description?: string; const?: string; anyOf?: { description?: string }[] },
    path: string[],
  ) {
    if (typeof property === 'boolean') return;
    const described = property.description ?? property.anyOf?.[0]?.description ?? property.const;
    if (!described) silent.push(path.join('.'));
  }
});

describe('the JSON Schema and the reader agree', () => {
  const schema = z.fromJSONSchema(JSON.parse(JSON.stringify(configSchema())));
  const rule = (lines: string, action = 'action.exec = "x"') => `[[rules]]\ncommand = "a"\n${action}\n${lines}`;
  test.each<[text: string, right: boolean]>([
    ['', true],
    [rule(''), true],
    [rule('id = "a"\nname = "b"\nenabled = false\nmatch = "regex"\nnot = ["a"]\ncwd = "~"\nuser = [0, "a"]'), true],
    [rule('on = "exit"\nexit_code = [1, 2]\nmin_duration = "1m 30s"\ncooldown = 3\ntimeout = "1.5h"'), true],
    [rule('active_hours = "9:00-17:30"\nactive_days = ["mon-fri", "sun"]\npriority = -1\nstop = true'), true],
    [rule('', 'action.notify = true'), true],
    [rule('', 'action = { type = "notify", title = "t", at = "both" }'), true],
    [rule('', 'action = [{ overlay = "progress", corner = "top-left" }, { sound = "done" }, { log = "l" }]'), true],
    [rule('', 'action = { webhook = "https://a", headers = { a = "b" }, retries = 1 }'), true],
    [rule('', 'actions = [{ agent = "a b" }, { agent = ["a"] }, { type = "agent", name = "n", send = "s" }]'), true],
    ['[history]\nmax_size = "1GB"\nkeep_days = 1\nmask = "a"\n[limits]\nruns = 1\n[defaults]\nstop = true', true],
    ['colour = 1', false],
    ['[limits]\ncolour = 1', false],
    [rule('commands = ["b"]'), false],
    [rule('match = "globs"'), false],
    [rule('min_duration = "soon"'), false],
    [rule('max_runs_at_once = 0'), false],
    [rule('active_hours = "9-17"'), false],
    [rule('', ''), false],
    [rule('', 'action.exec = ""'), false],
    [rule('', 'action = { type = "exec", path = "x", url = "y" }'), false],
    [rule('', 'action = { exec = "x", sound = "done" }'), false],
    [rule('', 'action.python = "x"'), false],
    [rule('', 'action.lua = "x"'), true],
    ['[defaults]\ncommand = "a"', false],
    ['[history]\nkeep = 1', false],
  ])('%j', (text, right) => {
    const toml = readToml(text);
    const value: unknown = toml.ok && JSON.parse(JSON.stringify(toml.document.value));
    expect(parseConfig(text, 'f').problems.length === 0).toBe(right);
    expect(schema.safeParse(value).success).toBe(right);
  });
});
