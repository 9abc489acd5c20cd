import type { SimulatedAnswer } from '../simulator.ts';

export function succeed(obj: unknown): SimulatedAnswer {
  return { status: 200, body: { success: 'true', errorCode: '0', errorMessage: null, obj } };
}

export function fail(errorCode: string, errorMessage: string): SimulatedAnswer {
  return { status: 200, body: { success: 'false', errorCode, errorMessage, obj: null } };
}

/** Returns an answer in the other envelope that is known. */
export function asInExamples({ status, body }: SimulatedAnswer): SimulatedAnswer {
  const { success, errorCode, errorMessage, obj } = body as Record<string, unknown>;
  const code = errorCode === '0' ? null : errorCode;
  const envelope = { success: success === 'true', errorCode: code, errorMsg: errorMessage, obj };
  return { status, body: envelope };
}
