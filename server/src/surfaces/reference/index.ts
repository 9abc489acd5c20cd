export { registerDocs } from './docs.ts';
export { apiDocument, describeApi } from './openapi.ts';
export { JOURNEY } from './postman-journey.ts';
export { OUTSIDE_JOURNEY } from './postman-outside.ts';
export { registerWelcomeRoute } from './welcome.ts';
