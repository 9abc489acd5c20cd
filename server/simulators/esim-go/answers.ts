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

/** Returns the rows as JSON if the caller accepts that, and as CSV otherwise. */
export function asAccepted(rows: readonly object[], accept = ''): SimulatedAnswer {
  if (accept.includes('application/json')) return ok(rows);
  // The supplier packs pictures of the codes, which are not simulated.
  if (accept.includes('application/zip')) return fail(406, 'pictures are not simulated');
  const names = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => Object.values(row).map((cell) => `"${cell ?? ''}"`));
  const body = [names, ...cells].map((line) => line.join(',')).join('\n');
  return { status: 200, body, headers: { 'content-type': 'text/csv' } };
}
