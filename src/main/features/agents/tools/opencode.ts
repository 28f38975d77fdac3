import { type KnownTool, onScreen } from './model';

/** OpenCode: "esc interrupt" beside its spinner while it works. */
export const opencode: KnownTool = {
  tool: 'opencode',
  name: 'OpenCode',
  program: 'opencode',
  profile: { color: 'violet', icon: 'code', resume: ['--session', '{id}'] },
  screen: [
    onScreen('needs-input', /△\s*Permission required/),
    onScreen('needs-input', /^\W*Allow once\s+Allow always\s+Reject\b/, 10),
    onScreen('needs-input', /\benter (?:submit|confirm)\b.*\besc dismiss\b/, 10),
    onScreen('working', /\besc (?:again to |to )?interrupt\b/, 10),
  ],
  titles: [],
};
