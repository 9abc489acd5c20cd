import type { SimulatedAnswer } from '../simulator.ts';

export function ok(body: unknown): SimulatedAnswer {
  return { status: 200, body };
}

export function fail(status: number, message: string): SimulatedAnswer {
  return { status, body: { message } };
}

/** Returns the list of an answer without its name, and a list of one as that one. */
export function withListAlone({ status, body }: SimulatedAnswer): SimulatedAnswer {
  if (Array.isArray(body)) return { status, body: body.length === 1 ? body[0] : body };
  const { bundles, orders, countryNetworks } = body as Record<string, unknown>;
  return { status, body: bundles ?? orders ?? countryNetworks ?? body };
}
