import { parseCarrierJson } from '../../connectivity/carriers/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database } from '../../platform/db/database.ts';
import { acceptRawBodies } from '../../platform/http/raw-body.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { readDownloadNotice } from './download-notice.ts';
import { isNoticeSecret } from './notice-secret.ts';
import { takeNotice } from './take-notice.ts';

const MAX_BYTES = 256 * 1024;
const PATH = '/es2plus/:name/:secret/gsma/rsp2/es2plus/handleDownloadProgressInfo';

type NoticeParts = {
  db: Database /** The machine's clock; a parameter in tests only. */;
  realNow?: () => Date;
};

/**
 * Declares the route to which SM-DP+ send their notices of progress; its URL has a secret (decision
 * 0031). Only what is not JSON is refused: of anything else nothing would become right by sending
 * it again. The route is not in the API document, because resellers never call it.
 */
export function registerDownloadNoticeRoute(
  app: App,
  { db, realNow = () => new Date() }: NoticeParts,
): void {
  acceptRawBodies(app, { maxBytes: MAX_BYTES }, (scope) => {
    scope.post<{ Params: { name: string; secret: string } }>(
      PATH,
      { config: { public: true }, schema: { hide: true } },
      async ({ params, body }, reply) => {
        if (!(await isNoticeSecret(db, params))) {
          throw new Refusal('route_not_found', 'Nothing is here.');
        }
        const notice = readDownloadNotice(parse(body));
        if (notice) await takeNotice({ db, realNow }, { smdp: params.name, ...notice });
        return reply.code(204).header('x-admin-protocol', 'gsma/rsp/v2.5.0').send();
      },
    );
  });
}

/** Throws `invalid_request`. */
function parse(body: unknown): unknown {
  const json = parseCarrierJson(Buffer.isBuffer(body) ? body.toString() : '');
  if (json === undefined) throw new Refusal('invalid_request', 'The body must be JSON.');
  return json;
}
