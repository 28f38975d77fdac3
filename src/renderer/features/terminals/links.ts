import { WebLinksAddon } from '@xterm/addon-web-links';
import type { ILink, Terminal as Xterm } from '@xterm/xterm';
import { type FilePlace, findFiles, placeInUri } from './file-links';
import { wrappedLineAt } from './wrapped-line';

export interface LinkOptions {
  readonly openFile: (place: FilePlace) => void;
}

/** Addresses, files and OSC 8 links open by a click with Ctrl or Cmd. Only web pages and files can be opened. */
export function addLinks(xterm: Xterm, { openFile }: LinkOptions): void {
  function activate(event: MouseEvent, uri: string): void {
    if (!isAsked(event)) return;
    const place = placeInUri(uri);
    if (place) openFile(place);
    else if (/^https?:\/\//i.test(uri)) window.open(uri, '_blank', 'noopener');
  }

  // Asked last to first: what is an address is no file.
  xterm.registerLinkProvider({
    provideLinks(y, tell) {
      const line = wrappedLineAt(xterm, y - 1);
      tell(
        findFiles(line.text).map(
          ({ at, length, ...place }): ILink => ({
            text: place.path,
            range: { start: line.cellAt(at), end: line.cellAt(at + length - 1) },
            activate: (event) => {
              if (isAsked(event)) openFile(place);
            },
          }),
        ),
      );
    },
  });
  xterm.loadAddon(new WebLinksAddon(activate));
  xterm.options.linkHandler = { activate, allowNonHttpProtocols: true };
}

const isAsked = (event: MouseEvent) => event.ctrlKey || event.metaKey;
