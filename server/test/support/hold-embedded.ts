// A store that can be killed: starts the embedded database of the directory given, says where it
// is in one line of JSON, and stays.
import { startEmbedded } from '../../src/platform/embedded-postgres/index.ts';
import { testVersion } from './temporary-server.ts';

const ONE_MINUTE_MS = 60_000;

const [home = ''] = process.argv.slice(2);
const { url, pid, adopted } = await startEmbedded({ home, version: testVersion() });
console.log(JSON.stringify({ url, pid, adopted }));
setInterval(() => {}, ONE_MINUTE_MS);
