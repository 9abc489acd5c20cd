import { operations } from '../operations.ts';

/** The operations of the API, read when the site is built. */
export default { watch: ['../../../server/openapi.json'], load: () => operations };
