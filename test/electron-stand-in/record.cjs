// What the app asked of the desktop, which has no desktop here: tests read it.

/** Entries `{ kind, detail }` in the order of the calls. */
const log = [];

function record(kind, detail) {
  log.push({ kind, detail });
}

module.exports = { log, record };
