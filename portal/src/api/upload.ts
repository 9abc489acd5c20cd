/**
 * A `fetch` that tells how much of the body was sent, which the browser's own does not. It is given
 * to one call of the API's client at a time; answers and errors are those of `fetch`.
 */
export function fetchWithProgress(onSent: (share: number) => void) {
  return async (request: Request): Promise<Response> => {
    const body = await request.text();
    return new Promise((resolve, reject) => {
      const sending = new XMLHttpRequest();
      sending.open(request.method, request.url);
      for (const [name, value] of request.headers) sending.setRequestHeader(name, value);
      sending.upload.onprogress = ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0);
      sending.onerror = () => reject(new TypeError('no answer'));
      sending.onload = () => {
        const { status, responseText } = sending;
        const type = sending.getResponseHeader('Content-Type') ?? 'application/json';
        resolve(new Response(responseText, { status, headers: { 'Content-Type': type } }));
      };
      request.signal.addEventListener('abort', () => sending.abort());
      sending.send(body);
    });
  };
}
