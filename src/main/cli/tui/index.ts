export { addTuiCommand } from './command';
