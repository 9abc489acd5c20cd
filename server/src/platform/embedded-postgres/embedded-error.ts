/** The embedded database cannot run; the message has the reason and the remedy. */
export class EmbeddedError extends Error {
  override name = 'EmbeddedError';
}
