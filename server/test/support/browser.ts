import type { TestStore } from './app.ts';
import type { Answer } from './slice.ts';

/** A client that keeps cookies and sends requests like our own pages. */
export type Browser = {
  get(url: string, headers?: Record<string, string>): Promise<Answer>;
  post(url: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
  put(url: string, body: object): Promise<Answer>;
  delete(url: string): Promise<Answer>;
  cookies: Map<string, string>;
};

export function openBrowser({ app, parts }: Pick<TestStore, 'app' | 'parts'>): Browser {
  const cookies = new Map<string, string>();
  const origin = new URL(parts.config.publicUrl).origin;

  async function ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    { body, headers }: { body?: object; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.inject({
      method,
      url,
      headers: { ...(cookie && { cookie }), ...(method !== 'GET' && { origin }), ...headers },
      ...(body && { payload: body }),
    });
    for (const text of [answer.headers['set-cookie'] ?? []].flat()) keep(cookies, text);
    return answer;
  }

  return {
    get: (url, headers) => ask('GET', url, { headers }),
    post: (url, body, headers) => ask('POST', url, { body, headers }),
    put: (url, body) => ask('PUT', url, { body }),
    delete: (url) => ask('DELETE', url),
    cookies,
  };
}

function keep(cookies: Map<string, string>, text: string): void {
  const [pair = '', ...attributes] = text.split(';').map((part) => part.trim());
  const equals = pair.indexOf('=');
  const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
  const isOver = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
  if (isOver || value === '') cookies.delete(name);
  else cookies.set(name, value);
}
