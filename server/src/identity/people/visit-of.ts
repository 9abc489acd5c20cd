import type { Request } from '../../platform/http/typed-app.ts';
import type { Visit } from './sessions.ts';

/** What a request says of who makes it. */
export function visitOf(request: Request): Visit {
  const { headers, method, ip: remoteAddress, id: requestId } = request;
  return { headers, method, remoteAddress, requestId };
}
