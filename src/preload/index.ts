import { ipcRenderer } from 'electron';
import { askForPort, handPortOver, portChannelName } from '../shared/preload-handshake';

// All that the page gets: when it asks for a port, one end of a fresh channel to the hub. It can ask again after a break.
window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== askForPort) return;
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage(portChannelName, null, [port1]);
  window.postMessage(handPortOver, window.location.origin, [port2]);
});
