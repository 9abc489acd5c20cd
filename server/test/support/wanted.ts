/** The parts of a request; `headers` are added to the access token, or replace it. */
export type Wanted = {
  params: Record<string, string>;
  query: Record<string, string>;
  body: Record<string, unknown> | undefined;
  headers: Record<string, string>;
  /** The raw body, in place of `body`. */
  text?: string;
};
