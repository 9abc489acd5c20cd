import { compatibleSchemaOf, EVENT_TYPES, type EventType, eventSchemaOf } from '../events/index.ts';
import { COMPATIBLE_EVENTS } from './endpoints/endpoint.ts';

type Node = Record<string, unknown>;

/** A tag of their own: generators of clients make one file of a tag for each of the two kinds. */
export const WEBHOOK_TAG = 'Webhook events';

const compatibleNames = Object.entries(COMPATIBLE_EVENTS) as [string, EventType][];

/** Returns the `webhooks` of the OpenAPI document: the request of each, typed, with a sample. */
export function webhookDocument(): Record<string, Node> {
  return {
    ...Object.fromEntries(
      compatibleNames.map(([name, type]) => [name, post(name, compatibleSchemaOf(type))]),
    ),
    ...Object.fromEntries(EVENT_TYPES.map((type) => [type, post(type, eventSchemaOf(type))])),
  };
}

function post(name: string, schema: unknown): Node {
  return {
    post: {
      tags: [WEBHOOK_TAG],
      operationId: `on${toPascalCase(name)}`,
      summary: `Event ${name}`,
      description:
        'Signed by Standard Webhooks. Respond with any 2xx within 10 seconds; any other response ' +
        'is retried.',
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: { '2XX': { description: 'The event was received.' } },
    },
  };
}

/** Returns `PackagePurchased` for `package.purchased`. */
function toPascalCase(name: string): string {
  return name.replaceAll(/(?:^|[._-])(\w)/g, (_, first: string) => first.toUpperCase());
}
