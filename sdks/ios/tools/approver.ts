import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Asked = { metaTag: string | null };

/**
 * Starts the app's own server. It approves each activation, unless its tag is `refuse` or `wrong`,
 * and answers GET with what the store asked.
 */
export async function startApprover() {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    response.setHeader('Content-Type', 'application/json');
    if (request.method === 'GET') return response.end(JSON.stringify({ items: asked }));
    const body = (await json(request)) as Asked;
    asked.push(body);
    return response.end(answerOf(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop(): Promise<void> {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answerOf({ metaTag }: Asked): string {
  if (metaTag === 'wrong') return 'Who is it?';
  if (metaTag === 'refuse') {
    return JSON.stringify({ returnCode: 'FAIL', returnMessage: 'Pay first.' });
  }
  return JSON.stringify({ returnCode: 'SUCCESS', returnMessage: null });
}
