import { expect, test } from 'vitest';
import { parseConfig } from '../../../../src/main/features/rules/config';
import { exampleConfig } from '../../../../src/main/features/rules/example';

test('the example does nothing as it is', () => {
  expect(parseConfig(exampleConfig, 'f')).toEqual({ rules: [], problems: [] });
});

test('its rule works when it is uncommented', () => {
  const uncommented = exampleConfig.replace(/^#(?=[^ ])/gm, '');
  const { rules, problems } = parseConfig(uncommented, 'f');
  expect(problems).toEqual([]);
  expect(rules).toMatchObject([{ id: 'sleep-log', commands: ['sleep *'], enabled: true, action: { shell: true } }]);
});

test('it names every variable that an action is given', () => {
  const names = ['COMMAND', 'PID', 'PID_TYPE', 'TIMESTAMP', 'WORKING_DIRECTORY', 'HOME', 'RULE'];
  for (const name of names) expect(exampleConfig).toMatch(new RegExp(`^# {3}VIBEROT_${name} `, 'm'));
});

test('its lines fit an editor', () => {
  const long = exampleConfig.split('\n').filter((line) => line.length > 120 && !line.startsWith('#path'));
  expect(long).toEqual([]);
});
