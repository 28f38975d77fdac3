import type { Overlay } from '../../shared/vocabulary';

/** Makes the files that overlays show readable for a page, for as long as they are up. */
export interface OverlayPages {
  /** Opens the folder of a file. @returns its address, relative to where the host serves pages; nobody can guess it. */
  open(overlay: Overlay & { readonly content: { readonly type: 'page' } }): string;
  /** The address of the overlay leads nowhere from now on. */
  close(id: Overlay['id']): void;
}
