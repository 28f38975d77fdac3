// Messages of this page to the main process, many in one call of the DevTools binding, in the order of `send`.

/** Beyond this many messages a batch goes out at once, so that the main process has work meanwhile. */
const fullAt = 500;

function createOutbox(binding) {
  let batch = [];
  const tick = new MessageChannel();
  tick.port1.onmessage = flush;

  function flush() {
    if (batch.length === 0) return;
    const messages = batch;
    batch = [];
    binding(`[${messages.join(',')}]`);
  }

  /** Goes out after the tasks that are waiting now: messages that arrived together travel together. */
  function sendSoon(message) {
    batch.push(JSON.stringify(message));
    if (batch.length === 1) tick.port2.postMessage(null);
    else if (batch.length >= fullAt) flush();
  }

  /** Goes out before this call returns, so that it is not lost when the page is left. */
  function sendNow(message) {
    batch.push(JSON.stringify(message));
    flush();
  }

  return { sendSoon, sendNow };
}

module.exports = { createOutbox };
