import type { SimulatedAnswer } from '../simulator.ts';

export function succeed(obj: unknown): SimulatedAnswer {
  return { status: 200, body: { success: 'true', errorCode: '0', errorMessage: null, obj } };
}

export function fail(errorCode: string, errorMessage: string): SimulatedAnswer {
  return { status: 200, body: { success: 'false', errorCode, errorMessage, obj: null } };
}
