export * from './activity';
export * from './handlers';
