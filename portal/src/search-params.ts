/** The query of an address: texts by name. */
export type Search = Record<string, string>;

export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
  );
  const text = new URLSearchParams(given).toString();
  return text && `?${text}`;
}

/** Returns the query parameters that a page knows, each an optional text. */
export function searchOf<Name extends string>(...names: Name[]) {
  return (given: Record<string, unknown>): { [name in Name]?: string } => {
    const known = names.flatMap((name) => {
      const value = given[name];
      return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
    });
    return Object.fromEntries(known) as { [name in Name]?: string };
  };
}
