export * from './bridge';
export * from './handlers';
export { type FoundFile, type LayerFolder, layerFolders, moduleOf } from './layers';
export * from './rehearsal';
export * from './service';
