import type { ActionDraft, ActionType } from '../../../../shared/vocabulary';

/** What people call the kinds of action, and what they do. */
export const actionWords: Record<ActionType, { readonly name: string; readonly hint: string }> = {
  notify: { name: 'Notification', hint: 'Shows a message on the desktop' },
  sound: { name: 'Sound', hint: 'Plays a sound' },
  exec: { name: 'Program', hint: 'Runs a program or script beside the command' },
  overlay: { name: 'Overlay', hint: 'A small window above all others' },
  log: { name: 'Log', hint: 'Writes a line to a file' },
  webhook: { name: 'Webhook', hint: 'Sends what happened to an address' },
  agent: { name: 'Agent', hint: 'Starts a coding agent, or sends it text' },
  lua: { name: 'Lua', hint: 'Runs Lua in the app, with all permissions' },
};

/** In the order in which they are offered: the most wanted first. */
export const offeredActions = ['notify', 'sound', 'exec', 'overlay', 'log', 'webhook', 'agent', 'lua'] as const;

/** An action of this kind that works as it is, where one can. */
export function newAction(type: ActionType): ActionDraft {
  switch (type) {
    case 'notify':
      return { type, at: 'end' };
    case 'sound':
      return { type, sound: 'done', at: 'end' };
    case 'overlay':
      return { type, show: 'progress' };
    case 'log':
      return { type, message: '{command}' };
    case 'webhook':
      return { type, url: 'https://' };
    case 'agent':
      return { type, name: 'agent', start: [] };
    case 'lua':
      return { type, code: 'viberot.log(viberot.command)\n' };
    case 'exec':
      return { type, path: '' };
  }
}

/** What an action does, in a few words: what tells it from others of its kind. */
export function actionBrief(action: ActionDraft): string | undefined {
  switch (action.type) {
    case 'exec':
      return [action.path?.trim(), ...(action.args ?? [])].filter(Boolean).join(' ');
    case 'notify':
      return action.title ?? action.message;
    case 'overlay':
      return action.show;
    case 'sound':
      return action.sound;
    case 'log':
      return action.file ?? action.message;
    case 'webhook':
      return action.url?.replace(/^https?:\/\//, '');
    case 'agent':
      return action.send === undefined ? action.start?.join(' ') : action.name;
    case 'lua':
      return action.run ?? action.file ?? action.code?.trim().split('\n')[0];
  }
}
