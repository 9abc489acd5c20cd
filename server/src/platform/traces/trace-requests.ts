import {
  type Context,
  context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import type { App, Request } from '../http/typed-app.ts';
import type { Traces } from './traces.ts';

const FAILED = 500;

/**
 * Makes a span of every request of the routes that are declared later, below the span that the
 * caller names in `traceparent`. A span has the route's pattern, never the path: paths name
 * customers and eSIMs.
 */
export function traceRequests(app: App, { tracer, propagator }: Traces): void {
  const contexts = new WeakMap<Request, Context>();
  const spanOf = (request: Request): Span | undefined => {
    const active = contexts.get(request);
    return active && trace.getSpan(active);
  };

  app.addHook('onRequest', (request, _reply, done) => {
    const parent = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
    const route = request.routeOptions.url ?? 'unmatched';
    const attributes = {
      'http.request.method': request.method,
      'http.route': route,
      'gigastore.request_id': request.id,
    };
    const options = { kind: SpanKind.SERVER, attributes };
    const span = tracer.startSpan(`${request.method} ${route}`, options, parent);
    const active = trace.setSpan(parent, span);
    contexts.set(request, active);
    context.with(active, done);
  });
  // The body arrives in the connection's own context.
  app.addHook('preValidation', (request, _reply, done) => {
    context.with(contexts.get(request) ?? ROOT_CONTEXT, done);
  });
  app.addHook('onResponse', (request, { statusCode }, done) => {
    const span = spanOf(request);
    span?.setAttribute('http.response.status_code', statusCode);
    if (statusCode >= FAILED) span?.setStatus({ code: SpanStatusCode.ERROR });
    span?.end();
    done();
  });
}
