const WHOLE_NUMBER = /^[+-]?\d{1,15}$/;
const NUMBER = /^[+-]?\d{1,15}(\.\d{1,15})?$/;

/**
 * Returns the value of a query parameter's text for its schema's `type`: booleans in any letter
 * case, decimal numbers. A text that is neither stays a text, which the schema then refuses.
 */
export function toQueryValue(text: string, type: unknown): unknown {
  if (type === 'integer') return WHOLE_NUMBER.test(text) ? Number(text) : text;
  if (type === 'number') return NUMBER.test(text) ? Number(text) : text;
  if (type !== 'boolean') return text;
  const word = text.toLowerCase();
  return word === 'true' || word === 'false' ? word === 'true' : text;
}
