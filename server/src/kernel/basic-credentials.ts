export type BasicCredentials = { clientId: string; clientSecret: string };

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i;

/**
 * Reads an `Authorization: Basic` header by RFC 7617 in UTF-8: the id ends at the first colon, the
 * secret may hold more of them. Undefined without one, or with one that is not of this form.
 */
export function readBasicCredentials(header: string | undefined): BasicCredentials | undefined {
  const encoded = BASIC.exec(header ?? '')?.[1];
  const text = encoded && decodeStrictly(encoded);
  if (!text || /\p{Cc}/u.test(text)) return undefined;
  const colon = text.indexOf(':');
  if (colon < 0) return undefined;
  return { clientId: text.slice(0, colon), clientSecret: text.slice(colon + 1) };
}

/** Buffer skips unknown characters, so only the canonical base64 of valid UTF-8 counts. */
function decodeStrictly(encoded: string): string | undefined {
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
