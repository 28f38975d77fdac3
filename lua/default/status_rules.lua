-- What the screens and titles of coding agents tell about them. A file of yours adds rules, which come before these, or
-- replaces those of a tool: status.rules("claude", { … }, { replace = true }). Patterns are those of RE2.

local M = {}

-- Claude Code. Its spinner has a word of its own for each turn: "✻ Tempering… (12s · ↓ 1.2k tokens · esc to interrupt)".
-- "✻ Worked for 12s", without an ellipsis, stays there afterwards. Dialogs take the place of the prompt.
M.claude = {
  screen = {
    -- What may be done stands in the last line of a dialog; before version 2.1 it was the last choice that told.
    { status = "needs-input", pattern = [[^\s*(?:Esc to cancel|Enter to (?:select|confirm)|Tab to amend)\b.*·]], last = 4 },
    { status = "needs-input", pattern = [[^\s*│?\s*(?:❯ )?\d\. No, and tell Claude what to do differently]], last = 6 },
    { status = "needs-input", pattern = [[^\s*│?\s*(?:❯ )?\d\. No, (?:keep planning|exit)\b]], last = 6 },
    { status = "working", pattern = [[(?i)\besc to interrupt\b]], last = 24 },
    { status = "working", pattern = [[^\s{0,2}[·✢✳✶✻✽*∗] \S.*…(?: \(.*)?$]], last = 24 },
  },
  titles = {
    { status = "working", pattern = [[^[\x{2800}-\x{28ff}] ]] },
    { status = "finished", pattern = [[^✳ ]] },
  },
}

-- Codex: "• Working (12s • esc to interrupt)"; questions of its own have "esc to interrupt" in their last line, too.
M.codex = {
  screen = {
    { status = "needs-input", pattern = [[(?i)^\s*Press enter to (?:confirm|continue)\b]], last = 4 },
    { status = "needs-input", pattern = [[(?i)\benter to submit (?:answer|all)\b]], last = 4 },
    { status = "needs-input", pattern = [[^\s*[▌›]?\s*(?:\d\. )?(?:Allow command\?|Yes \(y\))]], last = 10 },
    { status = "working", pattern = [[\(\d+[hms][^)]*\besc to interrupt\)]], last = 20 },
    { status = "working", pattern = [[^[•◦] .*\(.*\besc to interrupt\)]], last = 20 },
  },
  titles = {
    { status = "needs-input", pattern = [[^\[ [!.] \] Action Required]] },
    { status = "working", pattern = [=[^[\x{2800}-\x{28ff}]]=] },
    { status = "finished", pattern = [[^]] },
  },
}

-- Gemini CLI: "⠏ Reading the file (esc to cancel, 12s)"; its title says what it does, unless that is switched off.
M.gemini = {
  screen = {
    { status = "needs-input", pattern = [[(?i)\bWaiting for user confirmation\b]], last = 12 },
    { status = "needs-input", pattern = [[^\s*│\s*[●•] \d\. (?:Yes|No|Allow|Modify|Suggest)\b]], last = 12 },
    { status = "working", pattern = [[\(esc to cancel, (?:\d+[hms] ?)+\)]], last = 12 },
  },
  titles = {
    { status = "needs-input", pattern = [[^✋]] },
    { status = "working", pattern = [=[^[✦⏲]]=] },
    { status = "finished", pattern = [[^◇]] },
  },
}

-- OpenCode: "esc interrupt" beside its spinner while it works.
M.opencode = {
  screen = {
    { status = "needs-input", pattern = [[△\s*Permission required]] },
    { status = "needs-input", pattern = [[^\W*Allow once\s+Allow always\s+Reject\b]], last = 10 },
    { status = "needs-input", pattern = [[\benter (?:submit|confirm)\b.*\besc dismiss\b]], last = 10 },
    { status = "working", pattern = [[\besc (?:again to |to )?interrupt\b]], last = 10 },
  },
}

-- aider writes line by line. A question that was answered has the answer behind it.
M.aider = {
  screen = {
    { status = "needs-input", pattern = [[\(Y\)es/\(N\)o.*\[(?:Yes|No)\]:\s*$]], last = 2 },
    { status = "working", pattern = [[^\s*[░█]{2} *(?:Waiting for|Thinking|Updating|Summarizing)]], last = 2 },
    { status = "finished", pattern = [[^(?:[a-z]+ ?)*(?:multi)?> ?$]], last = 1 },
  },
}

for tool, rules in pairs(M) do status.rules(tool, rules) end

return M
