import { Type } from 'typebox';
import { Refusal } from '../../src/kernel/refusal.ts';
import { operation } from '../../src/platform/http/operation.ts';
import { DateOrTime, PriceInput, pageQuery } from '../../src/platform/http/schemas.ts';
import type { App } from '../../src/platform/http/typed-app.ts';

const bodySchema = operation({
  id: 'echo',
  tag: 'Test',
  summary: 'Echo',
  body: Type.Object({
    name: Type.Optional(Type.String({ maxLength: 20 })),
    country: Type.Optional(Type.String({ format: 'country' })),
    price: Type.Optional(PriceInput),
  }),
});

/** Declares routes that return what they received, for tests of the edge. */
export function declareEchoRoutes(app: App): void {
  const sell = { config: { scope: 'sell' as const } };
  app.post('/echo', { ...sell, schema: bodySchema }, (request) => request.body);
  app.post('/act/:id', sell, (request) => ({ sentBody: request.sentBody ?? null }));
  app.post('/login', { config: { public: true, ignoresBody: true } }, () => ({ in: true }));
  const list = operation({
    id: 'list',
    tag: 'Test',
    summary: 'List',
    querystring: Type.Object({
      ...pageQuery,
      active: Type.Optional(Type.Boolean()),
      name: Type.Optional(Type.String()),
      at: Type.Optional(DateOrTime),
    }),
  });
  app.get('/list', { config: { scope: 'read' }, schema: list }, (request) => request.query);
  app.get('/one/:id', { config: { scope: 'read' } }, (request) => request.params);
  app.get('/crash', { config: { public: true } }, () => {
    throw new Error('secret: password=hunter2');
  });
  app.get('/busy', { config: { public: true } }, () => {
    throw new Refusal('supplier_unavailable', 'The carrier does not answer.', {
      retryAfterSeconds: 7,
    });
  });
}
