import { Refusal, type RefusalCode } from '../../kernel/refusal.ts';
import { PROBLEMS, toProblem } from '../../platform/http/problems.ts';

type Node = Record<string, unknown>;

const header = (description: string, type: string, example: unknown) => ({
  description,
  schema: { type },
  example,
});

const HEADERS = {
  RequestId: header('Identifies the request in logs and to support.', 'string', 'order-1001'),
  RateLimitLimit: header('The number of requests that are allowed at once.', 'integer', 200),
  RateLimitRemaining: header('The number of requests that are left.', 'integer', 199),
  RateLimitReset: header('Seconds until all requests are available again.', 'integer', 1),
  RetryAfter: header('Seconds to wait before you retry.', 'integer', 1),
  IdempotencyReplayed: {
    description: 'Present when the original response is returned again.',
    schema: { type: 'string', enum: ['true'] },
  },
};

const PARAMETERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'A unique key you generate for this request, up to 255 characters. Reuse it when retrying.',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
    example: 'order-1001',
  },
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description: "Optional request ID for tracing. Generated if you don't send one.",
    schema: { type: 'string', pattern: '^[A-Za-z0-9._:-]{1,128}$' },
    example: 'order-1001',
  },
  Locale: {
    name: 'Locale',
    in: 'header',
    description: 'The preferred language of names. Takes precedence over `Accept-Language`.',
    schema: { type: 'string' },
    example: 'de-AT',
  },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    description: 'The preferred language of names. English if it is not available.',
    schema: { type: 'string' },
    example: 'de',
  },
};

/**
 * Returns the components that operations refer to: an example of each refusal, headers, parameters.
 */
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
