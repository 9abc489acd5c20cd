// Writes the generated sources of the client: its table of operations, its types and its methods.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readDocument } from '../../tools/read-document.mjs';
import { methodsOf } from './methods.mjs';
import { tableOf } from './table.mjs';
import { typesOf } from './types.mjs';

const src = new URL('../src/', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
const document = readDocument();

write('version.gen.ts', `export const VERSION = ${JSON.stringify(version)};\n`);
write('operations.gen.ts', tableOf(document));
write('types.gen.ts', typesOf(document));
write('methods.gen.ts', methodsOf(document));

/** A file that has it already is left alone, as another process may be reading it. */
function write(name, text) {
  const file = new URL(name, src);
  const content = `// Generated from server/openapi.json.\n${text}`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== content) writeFileSync(file, content);
}
