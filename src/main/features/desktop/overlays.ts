import { createCell, type Observable } from '../../../shared/event';
import type { Scope } from '../../../shared/scope';
import type { Overlay } from '../../../shared/vocabulary';
import type { OverlayPages } from '../../ports';

/** The overlays that rules want, each with the address of its file if it shows one. */
export function createOverlays(
  wanted: Observable<readonly Overlay[]>,
  pages: OverlayPages,
  scope: Scope,
): Observable<readonly Overlay[]> {
  const addresses = new Map<Overlay['id'], string>();

  function addressOf(overlay: Overlay): string | undefined {
    const { id, content } = overlay;
    if (content.type !== 'page') return undefined;
    const address = addresses.get(id) ?? pages.open({ ...overlay, content });
    addresses.set(id, address);
    return address;
  }

  function addressed(overlays: readonly Overlay[]): readonly Overlay[] {
    const here = new Set(overlays.map(({ id }) => id));
    for (const id of addresses.keys()) {
      if (here.has(id)) continue;
      addresses.delete(id);
      pages.close(id);
    }
    return overlays.map((overlay) => {
      const address = addressOf(overlay);
      return address === undefined ? overlay : { ...overlay, address };
    });
  }

  const shown = createCell(addressed(wanted.value));
  const unsubscribe = wanted.on((overlays) => {
    shown.value = addressed(overlays);
  });
  scope.defer(() => {
    unsubscribe();
    addressed([]);
  });
  return shown;
}
