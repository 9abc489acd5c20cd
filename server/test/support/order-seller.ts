// A server that can be killed: sells an eSIM for each key that its parent sends, once a key.

import { connect } from '../../src/platform/db/connect.ts';
import { openCounter } from './supply.ts';

const [url = '', settings = '{}', shop = '{}'] = process.argv.slice(2);
const { register } = openCounter(
  connect({ url, maxConnections: 4, applicationName: 'gigastore sales' }),
  { shop: JSON.parse(shop), settings: JSON.parse(settings) },
);
process.on('message', (key: string) => {
  register(key).then(
    () => process.send?.({ key }),
    ({ code = 'failed' }) => process.send?.({ key, refused: code }),
  );
});
process.stdout.write('started\n');
