import { type KnownTool, onScreen } from './model';

/**
 * Claude Code. Its spinner has a word of its own for each turn: "✻ Tempering… (12s · ↓ 1.2k tokens · esc to interrupt)".
 * "✻ Worked for 12s", without an ellipsis, stays there afterwards. Dialogs take the place of the prompt.
 */
export const claude: KnownTool = {
  tool: 'claude',
  name: 'Claude Code',
  program: 'claude',
  profile: { color: 'orange', icon: 'sparkles', resume: ['--resume', '{id}'] },
  screen: [
    // What may be done stands in the last line of a dialog; before version 2.1 it was the last choice that told.
    onScreen('needs-input', /^\s*(?:Esc to cancel|Enter to (?:select|confirm)|Tab to amend)\b.*·/, 4),
    onScreen('needs-input', /^\s*│?\s*(?:❯ )?\d\. No, and tell Claude what to do differently/, 6),
    onScreen('needs-input', /^\s*│?\s*(?:❯ )?\d\. No, (?:keep planning|exit)\b/, 6),
    onScreen('working', /\besc to interrupt\b/i, 24),
    onScreen('working', /^\s{0,2}[·✢✳✶✻✽*∗] \S.*…(?: \(.*)?$/, 24),
  ],
  titles: [
    { pattern: /^[\u2800-\u28ff] /, status: 'working' },
    { pattern: /^✳ /, status: 'finished' },
  ],
};
