import { fail, messageOf, ok, type Result } from '../../shared/result';

/** Opens an address or a file with the person's program for it. Fails where there is no screen to show it on. */
export async function openOnDesktop(target: string): Promise<Result<void, 'cannot-open'>> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return fail('cannot-open', 'There is no desktop here to open it on');
  }
  try {
    // Loaded only when needed: most commands open nothing.
    const { default: open } = await import('open');
    const child = await open(target);
    // xdg-open may be missing: that is told by an event later.
    child.on('error', () => {});
    return ok(undefined);
  } catch (error) {
    return fail('cannot-open', messageOf(error));
  }
}
