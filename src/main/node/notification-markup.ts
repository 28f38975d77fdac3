/**
 * Text for the body of a notification on Linux, which may have markup (Desktop Notifications Specification), so that the
 * text's own signs are shown and not obeyed: they are written as entities.
 */
export function notificationMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
