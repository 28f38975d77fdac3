/**
 * Each brings a file that is at the number before (PRAGMA user_version) one further. A text is stored once: command lines
 * and what was typed in `commands`, others in `names`. `hash` is that of the text, `kind` that of what alike commands share.
 */
export const migrations = [
  `
  CREATE TABLE names (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
  CREATE TABLE commands (id INTEGER PRIMARY KEY, hash INTEGER NOT NULL, text TEXT NOT NULL, kind INTEGER);
  CREATE INDEX commands_hash ON commands (hash);
  CREATE INDEX commands_kind ON commands (kind) WHERE kind IS NOT NULL;
  CREATE TABLE entries (
    id INTEGER PRIMARY KEY, pid INTEGER NOT NULL, start NUMERIC NOT NULL,
    command INTEGER NOT NULL, typed INTEGER, program INTEGER NOT NULL, cwd INTEGER, agent INTEGER, uid INTEGER,
    started_at INTEGER NOT NULL, ended_at INTEGER, code INTEGER, signal INTEGER,
    of_action INTEGER NOT NULL, firings INTEGER NOT NULL
  );
  CREATE INDEX entries_started_at ON entries (started_at);
  CREATE INDEX entries_command ON entries (command);
  CREATE INDEX entries_typed ON entries (typed) WHERE typed IS NOT NULL;
  CREATE TABLE firings (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, rule INTEGER NOT NULL, entry INTEGER, pid INTEGER NOT NULL,
    start NUMERIC NOT NULL, command INTEGER NOT NULL, held TEXT, action TEXT, label TEXT, state TEXT,
    code INTEGER, signal INTEGER, message TEXT, ended_at INTEGER, output TEXT
  );
  CREATE INDEX firings_at ON firings (at);
  CREATE INDEX firings_rule ON firings (rule);
  CREATE INDEX firings_command ON firings (command);
  `,
  `
  CREATE INDEX firings_process ON firings (pid, start);
  CREATE INDEX firings_entry ON firings (entry) WHERE entry IS NOT NULL;
  CREATE INDEX entries_under_way ON entries (pid, start) WHERE ended_at IS NULL;
  `,
];

/** Ended with another code than 0, or by a signal. */
export const failed = '((code IS NOT NULL AND code <> 0) OR signal IS NOT NULL)';
