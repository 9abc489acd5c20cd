import { Refusal, type RefusalCode } from '../../kernel/refusal.ts';
import { PROBLEMS, toProblem } from '../../platform/http/problems.ts';

type Node = Record<string, unknown>;

const header = (description: string, type: string, example: unknown) => ({
  description,
  schema: { type },
  example,
});

const HEADERS = {
  RequestId: header('Names this request in logs and to support.', 'string', 'order-1001'),
  RateLimitLimit: header('How many requests fit at once.', 'integer', 200),
  RateLimitRemaining: header('How many are left now.', 'integer', 199),
  RateLimitReset: header('Seconds until all are there again.', 'integer', 1),
  RetryAfter: header('Seconds to wait before the next try.', 'integer', 1),
  IdempotencyReplayed: {
    description: 'Present when this is the first answer again.',
    schema: { type: 'string', enum: ['true'] },
  },
};

const PARAMETERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Any text of your choice that names this change; send it again to repeat safely.',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
    example: 'order-1001',
  },
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description: 'Your own name for this request; a new one is made otherwise.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9._:-]{1,128}$' },
  },
  Locale: {
    name: 'Locale',
    in: 'header',
    description: 'The language of names, before `Accept-Language`.',
    schema: { type: 'string' },
    example: 'de-AT',
  },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    description: 'The language of names; English when it is not known.',
    schema: { type: 'string' },
    example: 'de',
  },
};

/** The components that operations refer to: an example of each refusal, headers, parameters. */
export function sharedParts(errorsUrl: string): {
  examples: Node;
  headers: Node;
  parameters: Node;
} {
  const codes = Object.entries(PROBLEMS) as [RefusalCode, { title: string }][];
  const scene = { errorsUrl, path: '/gigastore/…', requestId: 'order-1001' };
  const examples = codes.map(([code, { title }]) => {
    const errors = [{ path: '/userCountry', message: 'must be an ISO 3166-1 alpha-2 code' }];
    const refusal = new Refusal(code, `${title}.`, code === 'invalid_request' ? { errors } : {});
    return [code, { summary: title, value: toProblem(refusal, scene) }];
  });
  return { examples: Object.fromEntries(examples), headers: HEADERS, parameters: PARAMETERS };
}
