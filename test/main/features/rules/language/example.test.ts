import { expect, test } from 'vitest';
import { actionTables } from '../../../../../src/main/features/rules/language/action-schema';
import { parseConfig } from '../../../../../src/main/features/rules/language/config';
import { exampleConfig } from '../../../../../src/main/features/rules/language/example';
import { RuleTable } from '../../../../../src/main/features/rules/language/schema';
import { usualSettings } from '../../../../../src/shared/vocabulary';
import { ruleOf } from '../../../../fixtures/rules';

test('the example does nothing as it is', () => {
  expect(parseConfig(exampleConfig, 'f')).toMatchObject({ rules: [], problems: [], settings: usualSettings });
});

test('its rule works when it is uncommented', () => {
  const uncommented = exampleConfig.replace(/^#(?=[^ ])/gm, '');
  const { rules, problems } = parseConfig(uncommented, 'f');
  expect(problems).toEqual([]);
  expect(rules).toEqual([
    ruleOf('naps', {
      commands: ['sleep *'],
      actions: [{ type: 'notify', message: '{command} began', at: 'start', silent: false }],
      line: expect.any(Number),
    }),
  ]);
});

test('it names every variable that an action is given', () => {
  const names = ['COMMAND', 'PID', 'PID_TYPE', 'TIMESTAMP', 'WORKING_DIRECTORY', 'HOME', 'RULE'];
  for (const name of names) expect(exampleConfig).toMatch(new RegExp(`^# {3}VIBEROT_${name} `, 'm'));
});

test('it names every key', () => {
  const ofActions = Object.values(actionTables).flatMap(({ table }) => Object.keys(table.shape));
  const keys = [...Object.keys(RuleTable.shape), ...ofActions].filter((key) => !/^(commands|actions)$/.test(key));
  for (const key of keys) expect(exampleConfig).toMatch(new RegExp(`\\b${key}\\b`));
});

test('its lines fit an editor', () => {
  const long = exampleConfig.split('\n').filter((line) => line.length > 120);
  expect(long).toEqual([]);
});
