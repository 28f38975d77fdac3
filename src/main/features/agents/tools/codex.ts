import { type KnownTool, onScreen } from './model';

/** Codex: "• Working (12s • esc to interrupt)"; questions of its own have "esc to interrupt" in their last line, too. */
export const codex: KnownTool = {
  tool: 'codex',
  name: 'Codex',
  program: 'codex',
  profile: { color: 'teal', icon: 'code', resume: ['resume', '{id}'] },
  screen: [
    onScreen('needs-input', /^\s*Press enter to (?:confirm|continue)\b/i, 4),
    onScreen('needs-input', /\benter to submit (?:answer|all)\b/i, 4),
    onScreen('needs-input', /^\s*[▌›]?\s*(?:\d\. )?(?:Allow command\?|Yes \(y\))/, 10),
    onScreen('working', /\(\d+[hms][^)]*\besc to interrupt\)/, 20),
    onScreen('working', /^[•◦] .*\(.*\besc to interrupt\)/, 20),
  ],
  titles: [
    { pattern: /^\[ [!.] \] Action Required/, status: 'needs-input' },
    { pattern: /^[\u2800-\u28ff]/, status: 'working' },
    { pattern: /^/, status: 'finished' },
  ],
};
