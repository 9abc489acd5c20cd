import { Type } from 'typebox';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { usd } from '../../kernel/money.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, described, nullable, Price, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { aPackage, describeChangedPackage, PackageSchema } from '../activations/index.ts';
import { previewRefund } from './preview-refund.ts';
import { refundPackage } from './refund-package.ts';

export type RefundParts = WriteParts & { links: PublicLinks };

const REFUND = '/activations/activated-items/:uid/refund';
const DOCUMENTED = `/gigastore${REFUND}` as const;
/** The original API has the refund at both paths. */
const SPELLINGS = [
  { path: DOCUMENTED, suffix: '' },
  { path: REFUND, suffix: 'AtOriginalPath' },
] as const;

const tag = 'Refunds';
const params = Type.Object({ uid: RequestId });

const RefundPreview = answer('RefundPreview', {
  refundable: Type.Boolean({ description: 'Whether the package can be refunded now.' }),
  code: nullable(
    Type.String({
      description: 'The error code that a refund would return.',
      examples: ['insufficient_credits'],
    }),
  ),
  amount: described(Price, 'The credits that would be returned.'),
  refundsLeftThisMonth: Type.Integer({
    description: 'The number of refunds that the account has left this calendar month (UTC).',
  }),
});
const aPreview = {
  refundable: true,
  code: null,
  amount: usd(1.49),
  refundsLeftThisMonth: 20,
};

/** The routes of refunds and their previews. */
export function registerRefundRoutes(app: App, parts: RefundParts): void {
  const routes = routesOf(app, parts);
  for (const spelling of SPELLINGS) {
    declareRefund(routes, parts, spelling);
    declarePreview(routes, spelling);
  }
}

type Spelling = (typeof SPELLINGS)[number];

function declareRefund(routes: Routes, parts: RefundParts, { path, suffix }: Spelling): void {
  routes.write(
    `POST ${path}`,
    {
      id: `refundPackage${suffix}`,
      scope: 'refund',
      idempotencyRoute: DOCUMENTED,
      tag,
      summary: 'Refund a package',
      description: 'Returns the wholesale price to your credit balance.',
      params,
      body: Type.Object({
        reason: Type.Optional(
          Type.String({
            maxLength: 500,
            description: 'Why the package is refunded, for your own records.',
            examples: ['The journey was cancelled.'],
          }),
        ),
      }),
      answer: PackageSchema,
      example: aPackage,
      refusals: [
        'invalid_request',
        'activated_item_not_found',
        'already_refunded',
        'invalid_state',
        'not_refundable_stock',
        'not_refundable_expired',
        'not_refundable_used',
        'refund_limit_reached',
      ],
    },
    async (scope, { params: { uid }, body }) => {
      const item = await refundPackage(scope, { uid, ...body });
      return describeChangedPackage(scope, { item, links: parts.links, onlyActiveProfiles: true });
    },
  );
}

function declarePreview(routes: Routes, { path, suffix }: Spelling): void {
  routes.read(
    path,
    {
      id: `getRefundPreview${suffix}`,
      scope: 'read',
      tag,
      summary: 'Retrieve a refund preview',
      description: 'Returns whether a package can be refunded, and the amount.',
      params,
      answer: RefundPreview,
      example: aPreview,
      refusals: ['activated_item_not_found'],
    },
    (scope, { params: { uid } }) => previewRefund(scope, uid),
  );
}
