import { type KnownTool, onScreen } from './model';

/** aider writes line by line. A question that was answered has the answer behind it. It cannot take up a session by id. */
export const aider: KnownTool = {
  tool: 'aider',
  name: 'aider',
  program: 'aider',
  profile: { color: 'green', icon: 'bot' },
  screen: [
    onScreen('needs-input', /\(Y\)es\/\(N\)o.*\[(?:Yes|No)\]:\s*$/, 2),
    onScreen('working', /^\s*[░█]{2} *(?:Waiting for|Thinking|Updating|Summarizing)/, 2),
    onScreen('finished', /^(?:[a-z]+ ?)*(?:multi)?> ?$/, 1),
  ],
  titles: [],
};
