export { checkActionFile, checkRuleCode, isActionFile } from './actions';
export * from './check';
export * from './rehearsal';
export * from './specs';
