export { agentPolicy } from './agent-policy';
export * from './bridge';
export * from './handlers';
export { type FoundFile, type LayerFolder, layerFolders, moduleOf, projectFolder } from './layers';
export { followProjects, nameFor } from './projects';
export * from './rehearsal';
export * from './service';
