import { Type } from 'typebox';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  cursorPage,
  cursorQuery,
  described,
  Id,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { selectAudits } from './book-audit-store.ts';
import type { OperatorParts } from './parts.ts';
import { showAudit } from './self-audit.ts';
import { queueSelfAudit } from './tasks.ts';

const PATH = '/operator/audits';
const tag = 'Operator: operations';

const Audit = answer('BookAudit', {
  id: described(Id, 'The ID of the ledger check.'),
  startedAt: Timestamp,
  finishedAt: Timestamp,
  balanced: Type.Boolean({ description: 'Whether nothing was found.' }),
  findingsCount: Type.Integer({ description: 'The number of findings.' }),
  findings: Type.Array(
    answer('AuditFinding', {
      accountId: described(Id, 'The ID of the account with the difference.'),
      finding: Type.String({ description: 'The difference that was found, in one sentence.' }),
    }),
    {
      description: 'The first hundred findings.',
    },
  ),
});
const anAudit = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  startedAt: '2026-04-30T09:55:36.430Z',
  finishedAt: '2026-04-30T09:55:37.012Z',
  balanced: true,
  findingsCount: 0,
  findings: [],
};

/** The hourly check of the ledger: its results, and a check on demand. */
export function registerLedgerCheckRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  routes.read(
    PATH,
    {
      id: 'listLedgerChecks',
      scope: 'assist',
      tag,
      summary: 'List ledger checks',
      description:
        'Newest first. Every hour all totals are recomputed from the transfers, and payments and ' +
        'profiles are compared with packages. A finding is mailed to the operators.',
      querystring: Type.Object(cursorQuery),
      answer: cursorPage('BookAudits', Audit),
      example: { items: [anAudit], nextCursor: null },
    },
    async ({ db }, { query }) => {
      const { limit, after } = readIdCursor(query);
      const audits = await selectAudits(db, { after, limit: limit + 1 });
      const page = toCursorPage(audits, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showAudit) };
    },
  );
  routes.write(
    `POST ${PATH}`,
    {
      id: 'runLedgerCheck',
      scope: 'operate',
      tag,
      summary: 'Run a ledger check',
      description: 'A worker runs the check now. The list has its result once it has finished.',
      answer: answer('AuditStarted', {
        queued: Type.Boolean({ description: 'Always `true`: a worker runs the check.' }),
      }),
      status: 202,
      example: { queued: true },
    },
    async (scope) => {
      await queueSelfAudit(scope);
      return { queued: true };
    },
  );
}
