import type { AgentStatus, AgentTool } from '../../../../../src/shared/vocabulary';

const rule = '─'.repeat(60);

/** Screens of coding agents when nothing moves on them, and what a person would say that the agent does. */
export const screens: readonly { tool: AgentTool; name: string; says: AgentStatus; screen: string }[] = [
  {
    tool: 'claude',
    name: 'the prompt of version 2',
    says: 'finished',
    screen: `
❯ what does this do?

● It starts the server. Do you want to proceed?

✻ Worked for 12s

${rule}
❯ 
${rule}
  ? for shortcuts`,
  },
  {
    tool: 'claude',
    name: 'a prompt that looks like a choice',
    says: 'finished',
    screen: `
❯ 1. Yes, do that
  2. then that

● Done. The dialog says "No, and tell Claude what to do differently (esc)" and "Esc to cancel · Tab to amend".
  It is read when you press esc to cancel.

✻ Churned for 1m 4s

  a
  b
${rule}
❯ 2. more
${rule}
  ⏵⏵ accept edits on (shift+tab to cycle) · ← for agents`,
  },
  {
    tool: 'claude',
    name: 'a spinner without a hint',
    says: 'working',
    screen: `
❯ fix the tests

● Bash(npm test)
  ⎿  Running…

✽ Tempering…

${rule}
❯ 
${rule}
  ⏵⏵ bypass permissions on`,
  },
  {
    tool: 'claude',
    name: 'a spinner with to-dos below',
    says: 'working',
    screen: `
✢ Writing the parser… (1m 12s · ↓ 4.2k tokens)
  ⎿  ☒ Read the grammar
     ☐ Write the parser
     ☐ Test it

${rule}
❯ 
${rule}
  ⏵⏵ accept edits on · esc to interrupt`,
  },
  {
    tool: 'claude',
    name: 'a permission for a command',
    says: 'needs-input',
    screen: `
⏺ Bash(touch /tmp/a.txt)
  ⎿  Waiting…

${rule}
 Bash command

   touch /tmp/a.txt
   Create an empty file

 Do you want to proceed?
 ❯ 1. Yes
   2. Yes, and always allow access to tmp/ from this project
   3. No

 Esc to cancel · Tab to amend · ctrl+e to explain
`,
  },
  {
    tool: 'claude',
    name: 'a permission in a box, as before version 2.1',
    says: 'needs-input',
    screen: `
╭──────────────────────────────────────────────────────────────╮
│ Bash command                                                 │
│                                                              │
│   rm -rf build                                               │
│                                                              │
│ Do you want to proceed?                                      │
│ ❯ 1. Yes                                                     │
│   2. Yes, and don't ask again for rm commands                │
│   3. No, and tell Claude what to do differently (esc)        │
╰──────────────────────────────────────────────────────────────╯
`,
  },
  {
    tool: 'claude',
    name: 'a question of its own',
    says: 'needs-input',
    screen: `
 Which library?

❯ 1. zod
     Small
  2. yup
  3. Type something.

Enter to select · ↑/↓ to navigate · Esc to cancel`,
  },
  {
    tool: 'claude',
    name: 'whether a folder is trusted',
    says: 'needs-input',
    screen: `
 Do you trust the files in this folder?

 ❯ 1. Yes, I trust this folder
   2. No, exit

 Enter to confirm · Esc to cancel`,
  },
  {
    tool: 'codex',
    name: 'at work',
    says: 'working',
    screen: `
• Ran git status
  └ clean

• Working (1m 03s • esc to interrupt)

› Explain this codebase

  gpt-5-codex medium · 97% left · ~/p`,
  },
  {
    tool: 'codex',
    name: 'at rest',
    says: 'finished',
    screen: `
• The file says "• Working (3s • esc to interrupt" somewhere.

─ Worked for 1m 02s ──────────

› Explain this codebase

  ? for shortcuts                      97% context left`,
  },
  {
    tool: 'codex',
    name: 'a command to approve',
    says: 'needs-input',
    screen: `
  Would you like to run the following command?

  Reason: to see what changed

  $ git push

› 1. Yes, proceed (y)
  2. Yes, and don't ask again for commands that start with \`git push\` (p)
  3. No, and tell Codex what to do differently (esc)

  Press enter to confirm or esc to cancel`,
  },
  {
    tool: 'codex',
    name: 'a question of its own',
    says: 'needs-input',
    screen: `
  Question 1/1 (1 unanswered)
  Choose an option.

  › 1. Refactor
    2. Ship it

  tab to add notes | enter to submit answer | esc to interrupt`,
  },
  {
    tool: 'gemini',
    name: 'at work',
    says: 'working',
    screen: `
✦ I will read the file.

⠏ Reading the file (esc to cancel, 12s)

╭────────────────────────────────────────╮
│ >   Type your message or @path/to/file │
╰────────────────────────────────────────╯`,
  },
  {
    tool: 'gemini',
    name: 'a command to allow',
    says: 'needs-input',
    screen: `
╭──────────────────────────────────────────────╮
│ ?  Shell rm -rf build                        │
│                                              │
│ Allow execution of: 'rm'?                    │
│                                              │
│ ● 1. Allow once                              │
│   2. Allow for this session                  │
│   3. No, suggest changes (esc)               │
╰──────────────────────────────────────────────╯
⠏ Waiting for user confirmation...`,
  },
  {
    tool: 'gemini',
    name: 'at rest',
    says: 'finished',
    screen: `
✦ Done. Press esc to cancel if you want.

╭────────────────────────────────────────╮
│ >   Type your message or @path/to/file │
╰────────────────────────────────────────╯
 ~/p (main*)   no sandbox   gemini-2.5-pro (99% context left)`,
  },
  {
    tool: 'opencode',
    name: 'at work',
    says: 'working',
    screen: `
  ┃  Build  gpt-5
   ⬝⬝⬝⬝■■■■  esc interrupt                 ctrl+t variants  tab agents  ctrl+p commands`,
  },
  {
    tool: 'opencode',
    name: 'a permission',
    says: 'needs-input',
    screen: `
  ┃  △ Permission required
  ┃    ← Access external directory ~/other
  ┃
  ┃   Allow once   Allow always   Reject          ctrl+f fullscreen  ⇆ select  enter confirm`,
  },
  {
    tool: 'opencode',
    name: 'at rest',
    says: 'finished',
    screen: `
  ┃  Ask anything... "Fix a TODO in the codebase"
  ┃
  ┃  Build  Claude Opus
                                           ctrl+t variants  tab agents  ctrl+p commands`,
  },
  {
    tool: 'aider',
    name: 'a question',
    says: 'needs-input',
    screen: `
I need to see the file.

src/main.py
Add file to the chat? (Y)es/(N)o/(D)on't ask again [Yes]: `,
  },
  {
    tool: 'aider',
    name: 'an answered question, and then its prompt',
    says: 'finished',
    screen: `
Add file to the chat? (Y)es/(N)o/(D)on't ask again [Yes]: y
Applied edit to src/main.py
────────────────────────
src/main.py
architect> `,
  },
  {
    tool: 'aider',
    name: 'at work',
    says: 'working',
    screen: `
> fix it

░█        Waiting for openai/gpt-4o`,
  },
];
