import { Type } from 'typebox';

export const DEFAULT_FOUND = 20;

/** Returns the query parameters of a search; `example` is a text to search for. */
export function searchQuery(most: number, example: string) {
  return Type.Object({
    q: Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'The text to search for. Letter case does not matter.',
      examples: [example],
    }),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: most,
        description: `The most results, ${DEFAULT_FOUND} by default.`,
      }),
    ),
  });
}
