export { startScreenThread } from './thread';
