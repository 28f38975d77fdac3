import { expect, test } from 'vitest';
import { terminalEnvironment } from '../../../../src/main/features/agents/environment';

test.each(['ELECTRON_RUN_AS_NODE', 'VIBEROT_TOKEN', 'TMUX', 'COLUMNS', 'CLAUDECODE'])('%s is not passed on', (name) => {
  expect(terminalEnvironment({ [name]: '1' })).not.toHaveProperty(name);
});

test('what is said of the terminal replaces what the hub was told of its own', () => {
  expect(terminalEnvironment({ TERM: 'dumb', PATH: '/bin' })).toMatchObject({ TERM: 'xterm-256color', PATH: '/bin' });
});
