/** The files in which a type is forced upon a value, and why nothing better is possible. */
export const FORCED_TYPES: Record<string, string> = {
  'server/src/platform/pdf/pdf-file.ts': 'pdfkit takes the bytes of a font; its types, its name',
  'server/src/platform/pdf/runs.ts': 'bidi-js exports its function; its types, a property of it',
  'portal/src/pages/me/passkeys.tsx': 'the API leaves open what authenticators say to it',
  'portal/src/pages/sign-in/passkey.ts': 'the API leaves open what authenticators say to it',
  'portal/src/parts/map/countries.ts': 'TypeScript reads the literals of JSON as any text',
};
