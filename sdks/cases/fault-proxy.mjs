// A proxy in front of a store that fails as it is told: `node fault-proxy.mjs http://127.0.0.1:3000`
// prints its address. The tests of every client use it.
//   PUT  /__faults    [{ "method", "path", "times", "do", "answer" }]   replaces those before, and the requests
//   GET  /__requests  [{ "method", "path", "key", "status" }]           what clients have sent since
// A fault is used `times` times for requests whose path begins with `path`. `do` is `answer` (answer
// without the store), `cut_before` (close the connection unanswered, the store hears nothing),
// `cut_after` (the store does it, the answer is lost), or `hang` (never answer).
import { createServer, request as send } from 'node:http';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/** Starts the proxy. Returns its address and what ends it. */
export async function startFaultProxy(store) {
  let faults = [];
  let requests = [];
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request, response) {
    const body = await buffer(request);
    if (request.url === '/__faults') {
      faults = JSON.parse(body.toString());
      requests = [];
      return response.end();
    }
    if (request.url === '/__requests') return response.end(JSON.stringify(requests));
    const note = noteOf(request);
    requests.push(note);
    const fault = takeFault(note);
    if (fault?.do === 'hang') return undefined;
    if (fault?.do === 'cut_before') return response.destroy();
    if (fault?.do === 'answer') return answerWith(fault.answer, { note, response });
    const answered = await forward(store, request, body);
    note.status = answered.statusCode;
    if (fault?.do !== 'cut_after') {
      response.writeHead(answered.statusCode, answered.headers);
      // Whichever side ends first, the other one ends as well.
      return pipeline(answered, response, () => {});
    }
    await buffer(answered);
    return response.destroy();
  }

  function takeFault({ method, path }) {
    const fault = faults.find(
      (one) => one.times > 0 && one.method === method && path.startsWith(one.path),
    );
    if (fault) fault.times -= 1;
    return fault;
  }
}

function noteOf({ method, url, headers }) {
  const [path] = url.split('?');
  return { method, path, key: headers['idempotency-key'] ?? null, status: 0 };
}

function answerWith({ status, headers = {}, body }, { note, response }) {
  note.status = status;
  response.writeHead(status, { 'content-type': 'application/problem+json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function forward(store, { method, url, headers }, body) {
  return new Promise((resolve, reject) => {
    const { host } = new URL(store);
    const passed = send(new URL(url, store), { method, headers: { ...headers, host } }, resolve);
    passed.on('error', reject);
    passed.end(body);
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await startFaultProxy(process.argv[2]);
  console.log(url);
}
