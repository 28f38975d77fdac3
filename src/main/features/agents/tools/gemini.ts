import { type KnownTool, onScreen } from './model';

/** Gemini CLI: "⠏ Reading the file (esc to cancel, 12s)"; its title says what it does, unless that is switched off. */
export const gemini: KnownTool = {
  tool: 'gemini',
  name: 'Gemini CLI',
  program: 'gemini',
  profile: { color: 'blue', icon: 'sparkles', resume: ['--resume', '{id}'] },
  screen: [
    onScreen('needs-input', /\bWaiting for user confirmation\b/i, 12),
    onScreen('needs-input', /^\s*│\s*[●•] \d\. (?:Yes|No|Allow|Modify|Suggest)\b/, 12),
    onScreen('working', /\(esc to cancel, (?:\d+[hms] ?)+\)/, 12),
  ],
  titles: [
    { pattern: /^✋/, status: 'needs-input' },
    { pattern: /^[✦⏲]/, status: 'working' },
    { pattern: /^◇/, status: 'finished' },
  ],
};
