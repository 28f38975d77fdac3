import { FitAddon } from '@xterm/addon-fit';
import type { Terminal as Xterm } from '@xterm/xterm';
import { createEmulator, fontsLoaded } from '../../../../src/renderer/features/terminals/emulator';
import { usualLook } from '../../../../src/shared/vocabulary';
import type { CommandLine, OtherKind } from '../bench-page';

/** Output that a page acknowledges, as VS Code does it: after so many characters. */
const acknowledgeCharacters = 5_000;

interface OtherOptions {
  readonly kind: OtherKind;
  readonly command: CommandLine;
  readonly place: HTMLElement;
}

/** Terminals whose bytes come through the other pipelines: see contestants.mjs. */
export async function connectOthers(port: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  socket.binaryType = 'arraybuffer';
  const opened = new Promise((open) => {
    socket.onopen = open;
  });
  await fontsLoaded(usualLook);
  const readers: ((bytes: Uint8Array) => void)[] = [];
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
    const bytes = new Uint8Array(data);
    readers[new DataView(data).getUint16(0)]?.(bytes.subarray(2));
  };
  await opened;
  return {
    open({ kind, command, place }: OtherOptions): Xterm {
      const { xterm, host, open } = createEmulator(usualLook);
      const id = readers.length;
      let unacknowledged = 0;
      const tell = (message: object) => socket.send(JSON.stringify({ id, ...message }));
      place.append(host);
      open('Other');
      const fit = new FitAddon();
      xterm.loadAddon(fit);
      fit.fit();
      readers.push((bytes) => {
        xterm.write(bytes, () => {
          if (kind === 'plain') return;
          unacknowledged += bytes.length;
          if (unacknowledged < acknowledgeCharacters) return;
          tell({ acknowledge: unacknowledged });
          unacknowledged = 0;
        });
      });
      xterm.onData((input) => tell({ input }));
      const { cols, rows } = xterm;
      tell({ open: { kind, command, cols, rows } });
      return xterm;
    },
    /** Ends all programs. */
    end() {
      socket.close();
    },
  };
}
