export { missingAction } from './action-notices';
export { chunkOfCode, luaOf } from './code';
export { moduleOfOwner } from './owner';
export * from './rule-actions';
