/** What a page posts to its own window to ask the preload for a message port to the hub. */
export const askForPort = 'viberot:connect';
/** What the preload posts back, with the port. */
export const handPortOver = 'viberot:port';
/** The channel on which the preload sends the port's other end to the main process. */
export const portChannelName = 'viberot:connect';
