import type { RuleDraft } from '../../../../shared/vocabulary';

export interface Template {
  readonly title: string;
  readonly text: string;
  readonly draft: RuleDraft;
}

/** First rules, each of them right as it stands. */
export const templates: readonly Template[] = [
  {
    title: 'Tell me when a long command ends',
    text: 'A notification for anything that ran longer than a minute.',
    draft: {
      name: 'Long commands',
      command: ['*'],
      on: 'exit',
      min_duration: '1m',
      action: [{ type: 'notify', title: '{program} ended', message: '{command} took {duration}, exit code {exit}' }],
    },
  },
  {
    title: 'Keep a log of installs',
    text: 'Every npm, pnpm or yarn install becomes a line in a file.',
    draft: {
      name: 'Installs',
      command: ['{npm,pnpm} {i,install,add}*', 'yarn add*'],
      action: [{ type: 'log', message: '{command} in {cwd}', file: 'installs.log' }],
    },
  },
  {
    title: 'Play a sound when tests fail',
    text: 'You hear it when a test run ends with an error.',
    draft: {
      name: 'Failed tests',
      command: ['npm test*', 'pytest*', 'cargo test*', 'go test*'],
      on: 'failure',
      action: [{ type: 'sound', sound: 'failed' }],
    },
  },
  {
    title: 'Call a webhook on deploys',
    text: 'Sends the command as JSON to an address of yours.',
    draft: {
      name: 'Deploys',
      command: ['*deploy*'],
      action: [{ type: 'webhook', url: 'https://example.com/hook' }],
    },
  },
];
