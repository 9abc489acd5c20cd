import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { EVENT_TYPES } from '../../src/messaging/events/index.ts';
import { FORMATS } from '../../src/platform/http/formats.ts';

type Schema = { $ref: string };
type Schemas = Record<string, { examples?: unknown[] }> & { Event: { oneOf: object[] } };
type Webhook = { post: { requestBody: { content: { 'application/json': { schema: Schema } } } } };

const { webhooks, components } = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
) as { webhooks: Record<string, Webhook>; components: { schemas: Schemas } };

it('every type of event is a webhook of openapi.json, and one of the list of events', () => {
  expect(Object.keys(webhooks)).toEqual(expect.arrayContaining([...EVENT_TYPES]));
  expect(components.schemas.Event.oneOf).toHaveLength(EVENT_TYPES.length);
});

it('every webhook of openapi.json has a sample that fits its type', () => {
  const ajv = new Ajv2020({ strict: false });
  for (const [name, { validate }] of Object.entries(FORMATS)) ajv.addFormat(name, validate);
  ajv.addSchema({ $id: 'api', components });
  for (const [name, { post }] of Object.entries(webhooks)) {
    const { schema } = post.requestBody.content['application/json'];
    const validate = ajv.compile({ $ref: `api${schema.$ref}` });
    const [sample] = components.schemas[schema.$ref.split('/').at(-1) ?? '']?.examples ?? [];
    expect(validate(sample), `${name}: ${ajv.errorsText(validate.errors)}`).toBe(true);
  }
});
