import { Type } from 'typebox';
import { localeOf } from '../../kernel/accept.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, Id, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { FINDING_KINDS, SEVERITIES, showFinding } from './finding.ts';
import { listFindings } from './list-findings.ts';
import { anAccountId, at, MaybeWhen, maybe, TAG as tag, text } from './schemas.ts';

const FindingSchema = answer('Finding', {
  kind: oneOf(FINDING_KINDS, { description: 'What is wrong, for programs.' }),
  severity: oneOf(SEVERITIES, {
    description: '`critical` needs somebody now, `warning` today, `notice` is worth knowing.',
  }),
  organizationId: maybe(Id, 'The organization that it is about; `null` for the platform.'),
  organizationName: maybe(Type.String(), 'The name of the organization.'),
  accountId: maybe(Id, 'The account that it is about; `null` if it is about none or both.'),
  since: MaybeWhen('Since when; `null` if that is not known.'),
  count: Type.Integer({ description: 'The number of things that it is about, at most 1,000.' }),
  text: text('What is wrong, as a sentence. Times are in UTC.'),
  advice: text('What to do about it.'),
});

/** The health of the installation in words. */
export function registerFindingRoutes(app: App, parts: WriteParts): void {
  routesOf(app, parts).read(
    '/operator/findings',
    {
      id: 'listFindings',
      scope: 'assist',
      tag,
      summary: 'List findings',
      description:
        'Returns what is wrong in the running installation, the worst first: workers, ledger, ' +
        'webhooks, jobs, mails, orders at carriers, sign-ins and refused calls. The `Locale` ' +
        'header, or else `Accept-Language`, chooses English or German.',
      localized: true,
      answer: answer('Findings', {
        items: Type.Array(FindingSchema, { description: 'The findings, the worst first.' }),
      }),
      example: {
        items: [
          {
            ...{ kind: 'webhooks_failing', severity: 'warning', accountId: anAccountId, since: at },
            ...{ organizationId: anAccountId, organizationName: 'Acme', count: 3 },
            text: '3 webhooks of Acme have failed since 09:55 UTC: their certificate expired.',
            advice: 'Ask the reseller to renew the certificate, then retry.',
          },
        ],
      },
    },
    async ({ db, now }, { request }) => {
      const phrasing = { locale: localeOf(request.headers), now };
      return { items: (await listFindings(db, phrasing)).map(showFinding) };
    },
  );
}
