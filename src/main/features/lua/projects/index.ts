export { followProjects } from './follow-projects';
export { nameFor } from './kept-projects';
export * from './projects';
