/** What an operation is asked with; `headers` beside the access token, or in its place. */
export type Wanted = {
  params: Record<string, string>;
  query: Record<string, string>;
  body: Record<string, unknown> | undefined;
  headers: Record<string, string>;
  /** The body to the letter, in place of `body`. */
  text?: string;
};
