import { createEmitter } from '../../../shared/event';
import { FrameKind, type TerminalFrame } from '../../../shared/link';
import { fail, messageOf, ok } from '../../../shared/result';
import type { TerminalSize } from '../../../shared/vocabulary';
import type { TerminalLine } from '../../ports';
import type { Host } from './host';
import { connectHost, type HostLink, HostSilent } from './link';

const mostStreams = 0xffff;

type HostOf = (id: string) => Host | undefined | Promise<Host | undefined>;

interface Stream {
  readonly id: string;
  readonly host: Host;
  readonly lines: number | undefined;
  /** Where the data that has come ends. */
  end: number;
}

/**
 * A line has a connection of its own to each host that it shows terminals of, over which the frames pass as they are.
 * When one breaks and the host lives, its views go on where they were; when the host has died, they are told the end.
 *
 * @param hostOf the host of a terminal, if there is one; a promise while the terminal is being opened
 */
export function createLine(hostOf: HostOf, onClose: () => void): TerminalLine {
  const frames = createEmitter<TerminalFrame>();
  const links = new Map<Host, Promise<HostLink>>();
  const open = new Map<Host, HostLink>();
  const streams = new Map<number, Stream>();
  let lastStream = 0;
  let closed = false;

  function linkTo(host: Host): Promise<HostLink> {
    const known = links.get(host);
    if (known) return known;
    const link = connectHost(host.record, { watch: false }).then((opened) => {
      if (closed) opened.close();
      open.set(host, opened);
      opened.frames.on(pass);
      opened.onClose(() => void broken(host));
      return opened;
    });
    links.set(host, link);
    link.catch(() => links.delete(host));
    return link;
  }

  function pass(frame: TerminalFrame): void {
    const stream = streams.get(frame.stream);
    if (!stream) return;
    if (frame.kind === FrameKind.data) stream.end = frame.offset + frame.payload.length;
    else if (frame.kind === FrameKind.snapshot) stream.end = frame.offset;
    frames.emit(frame);
  }

  async function broken(host: Host): Promise<void> {
    links.delete(host);
    open.delete(host);
    if (closed) return;
    const lives = await host.back();
    for (const [number, stream] of streams) {
      if (stream.host !== host) continue;
      if (!lives || !(await attachAgain(number, stream))) tellEnd(number, stream);
    }
  }

  async function attachAgain(number: number, { host, id, end, lines }: Stream): Promise<boolean> {
    try {
      const link = await linkTo(host);
      return (await link.call('attach', { stream: number, id, from: end, lines })) !== undefined;
    } catch {
      return false;
    }
  }

  function tellEnd(stream: number, { end }: Stream): void {
    streams.delete(stream);
    const payload = new TextEncoder().encode(JSON.stringify({ unknown: true }));
    frames.emit({ kind: FrameKind.exit, last: false, stream, offset: end, payload });
  }

  function freeStream(): number {
    do lastStream = (lastStream % mostStreams) + 1;
    while (streams.has(lastStream));
    return lastStream;
  }

  async function resize(id: string, size: TerminalSize): Promise<void> {
    const host = await hostOf(id);
    if (host && !closed) (await linkTo(host)).notice({ type: 'resize', id, size });
  }

  const linkOf = (stream: number) => {
    const host = streams.get(stream)?.host;
    return host && open.get(host);
  };

  return {
    frames,
    sendFrame: (frame) => linkOf(frame.stream)?.sendFrame(frame),
    async attach({ id, from, lines }) {
      const host = await hostOf(id);
      const gone = fail('not-found', `There is no terminal ${id} any more.`);
      if (!host || closed) return gone;
      const stream = freeStream();
      streams.set(stream, { id, host, lines, end: from ?? 0 });
      try {
        const link = await linkTo(host);
        const attached = await link.call('attach', { stream, id, from, lines });
        if (attached) return ok({ stream, ...attached });
      } catch (error) {
        streams.delete(stream);
        if (error instanceof HostSilent) return fail('not-found', `${messageOf(error)}.`);
        // Its host has ended just now.
      }
      streams.delete(stream);
      return gone;
    },
    detach(stream) {
      linkOf(stream)?.notice({ type: 'detach', stream });
      streams.delete(stream);
    },
    snapshot: (stream) => linkOf(stream)?.notice({ type: 'snapshot', stream }),
    resize(id, size) {
      void resize(id, size).catch(() => {});
    },
    close() {
      closed = true;
      for (const link of open.values()) link.close();
      onClose();
    },
  };
}
