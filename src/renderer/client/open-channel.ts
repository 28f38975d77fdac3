import { type Channel, messagePortChannel } from '../../shared/link';
import { webSocketChannel } from './web-socket-channel';

const portAnswerMs = 3_000;

const howToGetIn =
  'This page needs the address with its token. Run `viberot open` or look at the terminal where VibeRot was started.';

/** Opens a channel to the hub: a WebSocket when there is a token for it, otherwise the port that the app's window provides. */
export function openChannel(token: string | undefined): Promise<Channel> {
  return token === undefined ? openMessagePort() : openWebSocket(token);
}

function openWebSocket(token: string): Promise<Channel> {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/link`, ['viberot.v1', `token.${token}`]);
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(webSocketChannel(socket)), { once: true });
    socket.addEventListener('error', () => void whyRefused().then((reason) => reject(new Error(reason))), {
      once: true,
    });
  });
}

/** Browsers hide why a WebSocket failed; whether the page itself can still be had tells the two reasons apart. */
async function whyRefused(): Promise<string> {
  try {
    await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' });
  } catch {
    return 'VibeRot may have been stopped. Start it again, then open the new address: run `viberot open`.';
  }
  return `VibeRot runs, but does not accept this page: its token is of an earlier start. ${howToGetIn}`;
}

/** The preload script answers the page's request with one end of a new channel to the hub. */
function openMessagePort(): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const done = () => {
      window.removeEventListener('message', onAnswer);
      clearTimeout(timer);
    };
    const onAnswer = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== 'viberot:port' || !port) return;
      // Each answer is for one request: others that wait take the next.
      event.stopImmediatePropagation();
      done();
      resolve(messagePortChannel(port));
    };
    const timer = setTimeout(() => {
      done();
      reject(new Error(howToGetIn));
    }, portAnswerMs);
    window.addEventListener('message', onAnswer);
    window.postMessage('viberot:connect', location.origin);
  });
}
