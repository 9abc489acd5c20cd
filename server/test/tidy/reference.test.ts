import { describe, expect, it } from 'vitest';
import { missingIn } from './reference.ts';

const words = { summary: 'List plans', description: 'Returns all plans.' };

/** Returns what a reference with this one operation lacks. */
function missing(operation: object): string[] {
  const whole = { operationId: 'listPlans', responses: {}, ...words, ...operation };
  return missingIn({ paths: { '/plans': { get: whole } } });
}

const content = (properties: object) => ({
  content: { 'application/json': { schema: { type: 'object', properties } } },
});

describe('what a reader of the API reference misses', () => {
  it('an operation has a summary and a description', () => {
    expect(missing({})).toEqual([]);
    expect(missing({ summary: '' })).toEqual(['listPlans: no summary']);
    expect(missing({ description: undefined })).toEqual(['listPlans: no description']);
  });

  it('a parameter has a description, and an example if it is a text', () => {
    const name = 'after';
    expect(missing({ parameters: [{ name, schema: { type: 'string' } }] })).toEqual([
      'listPlans: the parameter after has no description',
      'listPlans: the parameter after has no example',
    ]);
    const schema = { type: 'integer', description: 'The page.' };
    expect(missing({ parameters: [{ name, schema }] })).toEqual([]);
  });

  it('every field of a request or an answer has a description, however deep it is', () => {
    const plan = { type: 'object', properties: { size: { type: 'number' } } };
    const items = { type: 'array', description: 'The plans.', items: plan };
    expect(missing({ responses: { 200: content({ items }) } })).toEqual([
      'listPlans.items.size has no description',
    ]);
    const size = { anyOf: [{ type: 'null' }, { type: 'number', description: 'The size.' }] };
    expect(missing({ requestBody: content({ size }) })).toEqual([]);
  });

  it('an ID or a code has a pattern, a format or an example', () => {
    const planId = { type: 'string', description: 'The ID of the plan.' };
    const fault = 'listPlans.planId has neither a pattern nor an example';
    expect(missing({ responses: { 200: content({ planId }) } })).toEqual([fault]);
    for (const form of [{ pattern: '^p' }, { format: 'uuid' }, { examples: ['p1'] }]) {
      expect(missing({ responses: { 200: content({ planId: { ...planId, ...form } }) } })).toEqual(
        [],
      );
    }
  });

  it('a text in a request has an example', () => {
    const name = { type: 'string', description: 'The name of the plan.' };
    const fault = 'listPlans.name has neither a pattern nor an example';
    expect(missing({ requestBody: content({ name }) })).toEqual([fault]);
    expect(missing({ responses: { 200: content({ name }) } })).toEqual([]);
  });
});
