import { z } from 'zod';
import {
  type Action,
  baseProgram,
  type OverlayContent,
  OverlayCorner,
  soundNames,
} from '../../../../shared/vocabulary';
import { quote } from '../quote';
import { duration, expects, filledText, flag, integer, oneOf, text } from './value-schema';
import { splitWords } from './words';

/** An action of a rule, as read. */
export interface ActionReading {
  readonly action: Action;
  /** Written in the action, but about the rule. */
  readonly singleInstance: boolean;
}

const timeout = duration('1ms').optional().describe('The action is ended after so long; without it, the rule’s.');
const at = oneOf(['start', 'end', 'both'])
  .default('start')
  .describe('When the rule acts, when the command has ended, or both. Rules for "exit" and "failure" act once.');
const placeholders = 'May hold {command}, {program}, {pid}, {cwd}, {rule}, {agent}, {exit} and {duration}.';

const Exec = z.strictObject({
  type: z.literal('exec'),
  path: filledText('path = "notify.sh"').describe(
    'A program: absolute, "~/…", below the folder of config.toml, or a name in its folder actions, among the examples of the app, or in PATH. With shell = true a command line.',
  ),
  args: z
    .array(text('args = ["one", "two"]'), expects('a list of texts', 'args = ["one", "two"]'))
    .default([])
    .describe('The arguments of the program.'),
  shell: flag('shell').default(false).describe('path is a command line for the system’s shell.'),
  single_instance: flag('single_instance').default(false).describe('The same as max_runs_at_once = 1 in the rule.'),
  timeout,
});

const Notify = z.strictObject({
  type: z.literal('notify'),
  title: filledText('title = "Tests"').optional().describe(`The first line. ${placeholders}`),
  message: filledText('message = "{command} ended"').optional().describe(`The text. ${placeholders}`),
  at,
  silent: flag('silent').default(false).describe('Without the sound of the system.'),
  timeout,
});

const side = (px: number) => integer(40, 4_000).default(px);

const Overlay = z.strictObject({
  type: z.literal('overlay'),
  show: filledText('show = "progress"')
    .default('progress')
    .describe('"progress": how far the command is. Or an address (https://…), or the path of a page (page.html).'),
  title: filledText('title = "Build"').optional().describe(`What stands above it. ${placeholders}`),
  corner: oneOf(OverlayCorner.options).default('bottom-right').describe('Where on the screen it is.'),
  width: side(360).describe('In pixels.'),
  height: side(120).describe('In pixels.'),
  click_through: flag('click_through').default(false).describe('Clicks go to what is below.'),
  timeout,
});

const Sound = z.strictObject({
  type: z.literal('sound'),
  sound: filledText('sound = "done"')
    .default('done')
    .superRefine((value, context) => {
      if (/[./\\~$]/.test(value) || soundNames.some((name) => name === value)) return;
      context.addIssue(`must be ${soundNames.map(quote).join(', ')} or the path of a file, found ${quote(value)}`);
    })
    .describe('"done", "failed", "attention", or the path of a file.'),
  at,
  timeout,
});

const Log = z.strictObject({
  type: z.literal('log'),
  message: filledText('message = "{command} started"').describe(placeholders),
  level: oneOf(['debug', 'info', 'warn', 'error']).default('info').describe('How grave it is.'),
  file: filledText('file = "builds.log"').optional().describe('Add the line to this file, not to VibeRot’s log.'),
  at,
  timeout,
});

const variables = `\${NAME} stands for a variable of the environment, so that no secret need stand in the file.`;
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const Webhook = z.strictObject({
  type: z.literal('webhook'),
  url: filledText('url = "https://…"')
    .refine(
      (url) => url === '' || /^(https?:\/\/[^\s/]|\$\{)\S*$/i.test(url),
      'must be an address that begins with https:// or http://',
    )
    .describe(`Where the JSON is sent to, by POST. ${variables}`),
  headers: z
    .record(
      z.string(),
      text('headers = { "X-Key" = "…" }').refine((value) => !/[\r\n]/.test(value), 'must be on one line'),
      expects('a table of texts', 'headers = { "X-Key" = "…" }'),
    )
    .superRefine((headers, context) => {
      for (const name of Object.keys(headers))
        if (!headerName.test(name))
          context.addIssue(`has the name ${quote(name)}, which no header may have; change it`);
    })
    .default({})
    .describe(`Sent along. ${variables}`),
  at,
  retries: integer(0, 10).default(3).describe('How often it is tried again.'),
  allow_private: flag('allow_private')
    .default(false)
    .describe('Allow addresses of this machine and of private networks.'),
  timeout,
});

const startExample = 'start = ["claude", "-p", "…"]';

const Agent = z.strictObject({
  type: z.literal('agent'),
  name: filledText('name = "reviewer"').optional().describe('The name of the agent; the program’s without one.'),
  start: z
    .preprocess(
      (value) => (typeof value === 'string' ? splitWords(value) : value),
      z
        .array(text(startExample), expects('a command line or a list of texts', startExample))
        .refine((words) => words.length > 0 && words[0] !== '', `must not be empty; write ${startExample}`),
    )
    .meta({ orText: true })
    .optional()
    .describe('Start this command as an agent.'),
  cwd: filledText('cwd = "~/code"').optional().describe('The folder to start it in; that of the command without it.'),
  prompt: filledText('prompt = "…"').optional().describe(`Typed into it once it is ready. ${placeholders}`),
  send: filledText('send = "…"').optional().describe(`Type this into the agent of that name. ${placeholders}`),
  enter: flag('enter').optional().describe('Press Enter after what is sent; true without it.'),
  timeout,
});

const startOrSend = Agent.superRefine(({ start, send, name, cwd, prompt, enter }, context) => {
  const problem = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
  if (start && send !== undefined) return problem('send', 'can’t stand beside start; keep one of them');
  if (start) return enter === undefined ? undefined : problem('enter', 'belongs to send; take it away');
  if (send === undefined) return problem('start', `is missing; add ${startExample}, or name and send`);
  if (name === undefined) problem('name', 'is missing; add the name of the agent that the text is sent to');
  if (cwd !== undefined) problem('cwd', 'belongs to start; take it away');
  if (prompt !== undefined) problem('prompt', 'belongs to start; write the text into send');
});

const codeExample = "code = 'viberot.log(viberot.command)'";

const Lua = z.strictObject({
  type: z.literal('lua'),
  code: filledText(codeExample)
    .optional()
    .describe('Lua that is run. In viberot it finds the command, log(…) and on_finish(function(exit) … end).'),
  file: filledText('file = "tidy.lua"')
    .optional()
    .describe('The same in a file: absolute, "~/…", or below the folder of config.toml.'),
  run: filledText('run = "tidy"').optional().describe('The name of an action that a Lua file has registered.'),
  timeout,
});

const oneOfLua = Lua.superRefine(({ code, file, run }, context) => {
  const problem = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
  const [first, second] = Object.entries({ code, file, run }).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  );
  if (first === undefined) problem('code', `is missing; add ${codeExample}, or file, or run`);
  else if (second !== undefined) problem(second, `can’t stand beside ${first}; keep one of them`);
});

function luaAction({ type, code, file, run }: z.infer<typeof Lua>): Action {
  if (file !== undefined) return { type, source: { from: 'file', file } };
  if (run !== undefined) return { type, source: { from: 'registered', name: run } };
  return { type, source: { from: 'code', code: code ?? '' } };
}

function contentOf(show: string): OverlayContent {
  if (show === 'progress') return { type: 'progress' };
  return /^https?:/i.test(show) ? { type: 'url', url: show } : { type: 'page', path: show };
}

function reading(action: Action, timeoutMs: number | undefined, singleInstance = false): ActionReading {
  return { action: timeoutMs === undefined ? action : { ...action, timeoutMs }, singleInstance };
}

function agentAction({ type, name, start, cwd, prompt, send, enter }: z.infer<typeof Agent>): Action {
  if (send !== undefined) return { type, do: 'send', name: name ?? '', text: send, enter: enter ?? true };
  const command = start ?? [];
  return {
    ...{ type, do: 'start', name: name ?? baseProgram(command[0] ?? ''), command },
    ...(cwd !== undefined && { cwd }),
    ...(prompt !== undefined && { prompt }),
  };
}

/** The long form of each type. `main` is the key whose value stands behind the type in the short form. */
export const actionTables = {
  exec: {
    table: Exec,
    main: 'path',
    read: Exec.transform(({ timeout, single_instance, ...rest }) => reading(rest, timeout, single_instance)),
  },
  notify: { table: Notify, main: 'message', read: Notify.transform(({ timeout, ...rest }) => reading(rest, timeout)) },
  overlay: {
    table: Overlay,
    main: 'show',
    read: Overlay.transform(({ timeout, show, click_through, ...rest }) =>
      reading({ ...rest, content: contentOf(show), clickThrough: click_through }, timeout),
    ),
  },
  sound: { table: Sound, main: 'sound', read: Sound.transform(({ timeout, ...rest }) => reading(rest, timeout)) },
  log: { table: Log, main: 'message', read: Log.transform(({ timeout, ...rest }) => reading(rest, timeout)) },
  webhook: {
    table: Webhook,
    main: 'url',
    read: Webhook.transform(({ timeout, allow_private, ...rest }) =>
      reading({ ...rest, allowPrivate: allow_private }, timeout),
    ),
  },
  agent: {
    table: Agent,
    main: 'start',
    read: startOrSend.transform(({ timeout, ...rest }) => reading(agentAction(rest), timeout)),
  },
  lua: {
    table: Lua,
    main: 'code',
    read: oneOfLua.transform(({ timeout, ...rest }) => reading(luaAction(rest), timeout)),
  },
} as const;
