import { Type } from 'typebox';
import type { Carriers } from '../../connectivity/carriers/index.ts';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { operation } from '../../platform/http/operation.ts';
import { answer, nullable, Price, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import { aPackage, describePackage, PackageSchema } from '../activations/index.ts';
import { previewRefund } from './preview-refund.ts';
import { refundPackage } from './refund-package.ts';

export type RefundParts = WriteParts & { links: PublicLinks; carriers: Carriers };

const REFUND = '/activations/activated-items/:uid/refund';
/** The original serves the refund under both spellings; the first is the documented one. */
const SPELLINGS = [
  { path: `/gigastore${REFUND}`, id: 'refund' },
  { path: REFUND, id: 'refundWithoutPrefix' },
] as const;

const RefundPreview = answer('RefundPreview', {
  refundable: Type.Boolean(),
  code: nullable(Type.String({ description: 'The refusal that a refund would get.' })),
  amount: Price,
  refundsLeftThisMonth: Type.Integer(),
});
const aPreview = {
  refundable: true,
  code: null,
  amount: { sortIndex: 0, priceValue: 1.49, currencyCode: 'USD' },
  refundsLeftThisMonth: 20,
};

/** Refunding an unused package, and seeing beforehand whether that is possible. */
export function registerRefundRoutes(app: App, parts: RefundParts): void {
  for (const { path, id } of SPELLINGS) {
    registerRefund(app, parts, { path, id });
    registerPreview(app, parts, { path, id: `${id}Preview` });
  }
}

type Spelling = { path: (typeof SPELLINGS)[number]['path']; id: string };

function registerRefund(app: App, parts: RefundParts, { path, id }: Spelling): void {
  app.post(
    path,
    {
      config: { scope: 'refund', idempotencyRoute: `/gigastore${REFUND}` },
      schema: operation({
        id,
        tag: 'Refunds',
        summary: 'Refund an unused package; its price returns to the credits',
        params: Type.Object({ uid: RequestId }),
        body: Type.Object({
          reason: Type.Optional(
            Type.String({ maxLength: 500, examples: ['The journey was cancelled.'] }),
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
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const input = { uid: request.params.uid, ...request.body, carriers: parts.carriers };
        const item = await refundPackage(scope, input);
        return describePackage(scope.db, scope, {
          item,
          links: parts.links,
          onlyActiveProfiles: true,
        });
      }),
  );
}

function registerPreview(app: App, parts: RefundParts, { path, id }: Spelling): void {
  app.get(
    path,
    {
      config: { scope: 'read' },
      schema: operation({
        id,
        tag: 'Refunds',
        summary: 'See whether a package is refundable',
        params: Type.Object({ uid: RequestId }),
        answer: RefundPreview,
        example: aPreview,
        refusals: ['activated_item_not_found'],
      }),
    },
    (request) => previewRefund({ ...request.context, db: parts.db }, request.params.uid),
  );
}
