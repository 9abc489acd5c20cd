/** The embedded database cannot run; the message says why and what to change. */
export class EmbeddedError extends Error {
  override name = 'EmbeddedError';
}
