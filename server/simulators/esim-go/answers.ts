import type { SimulatedAnswer } from '../simulator.ts';

export function ok(body: unknown): SimulatedAnswer {
  return { status: 200, body };
}

export function fail(status: number, message: string): SimulatedAnswer {
  return { status, body: { message } };
}
