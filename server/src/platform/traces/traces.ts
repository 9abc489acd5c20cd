import {
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Config } from '../config/config.ts';
import { VERSION } from '../config/version.ts';

/** The traces of one process, which are sent to a collector by OTLP over HTTP. */
export type Traces = {
  tracer: Tracer;
  /** Reads the `traceparent` header of requests. */
  propagator: W3CTraceContextPropagator;
  /** Runs the work in a span of this name, and ends the span with the work. */
  inSpan<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>;
  /** Sends what is left. */
  stop(): Promise<void>;
};

type Attributes = Readonly<Record<string, string | number>>;

/** Starts sending traces. Loaded only where they are configured: without them they cost nothing. */
export function startTraces({ endpoint, serviceName }: NonNullable<Config['traces']>): Traces {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.name': serviceName,
      'service.version': VERSION,
    }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracer = provider.getTracer('gigastore', VERSION);
  return {
    tracer,
    propagator: new W3CTraceContextPropagator(),
    inSpan: (name, attributes, work) =>
      tracer.startActiveSpan(name, { kind: SpanKind.INTERNAL, attributes }, (span) =>
        endedWith(span, work),
      ),
    async stop() {
      await provider.shutdown().catch(() => {});
      context.disable();
      trace.disable();
    },
  };
}

async function endedWith<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // The name alone: messages may quote personal data.
    const message = error instanceof Error ? error.name : 'Error';
    span.setStatus({ code: SpanStatusCode.ERROR, message });
    throw error;
  } finally {
    span.end();
  }
}
