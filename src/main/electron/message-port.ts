import { ipcMain, type MessagePortMain } from 'electron';
import { type Channel, portChannel } from '../../shared/link';
import { portChannelName } from '../../shared/preload-handshake';
import type { Accept } from '../ports';
import { pageUrl } from './page-scheme';

/** Takes the ports that our own windows send through the preload; whatever else runs in a window gets none. */
export function acceptMessagePorts(accept: Accept): void {
  ipcMain.on(portChannelName, (event) => {
    const [port] = event.ports;
    if (!port) return;
    if (!isOurPage(event.senderFrame?.url)) return port.close();
    accept(mainPortChannel(port), { transport: 'message-port' });
  });
}

function isOurPage(url: string | undefined): boolean {
  if (!url) return false;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}` === pageUrl;
}

function mainPortChannel(port: MessagePortMain): Channel {
  return portChannel(port, (onMessage, onClose) => {
    port.on('message', (event) => onMessage(event.data));
    port.on('close', onClose);
  });
}
