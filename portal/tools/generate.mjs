// Writes what the portal knows of the API, from server/openapi.json: types, and who may call what.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const description = new URL('../../server/openapi.json', import.meta.url);
const out = new URL('../src/api/', import.meta.url);

const document = JSON.parse(readFileSync(description, 'utf8'));
mkdirSync(fileURLToPath(out), { recursive: true });
writeFileSync(new URL('schema.gen.ts', out), astToString(await openapiTS(document)));
writeFileSync(new URL('scopes.gen.ts', out), scopesOf(document));

/** The scopes of which a session needs any one, for each operation that needs more than `read`. */
function scopesOf({ paths }) {
  const needed = {};
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { security = [] }] of Object.entries(methods)) {
      const scopes = security.flatMap(({ session = [] }) => session);
      if (scopes.some((scope) => scope !== 'read')) {
        needed[`${method.toUpperCase()} ${path}`] = scopes;
      }
    }
  }
  return `export const SCOPES_OF = ${JSON.stringify(needed, null, 1)} as const;\n`;
}
