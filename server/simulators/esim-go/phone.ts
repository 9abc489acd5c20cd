import type { SimulatedAnswer } from '../simulator.ts';
import { fail } from './answers.ts';
import { type Callback, toNotice } from './notices.ts';
import type { Assignment, Esim } from './show.ts';
import type { State } from './state.ts';

export type Happening = { iccid?: string; what?: 'attach' | 'use'; percent?: number };

/** Lets a phone attach with an eSIM, or use its newest bundle, unless the eSIM is not known. */
export function happen(state: State, callback: Callback | null, of: Happening): SimulatedAnswer {
  const esim = state.esims.get(of.iccid ?? '');
  const assignment = esim?.assignments.at(-1);
  if (!esim || !assignment) return fail(404, 'esim not found');
  const alerts = of.what === 'attach' ? attach(esim) : use(esim, assignment, of.percent ?? 100);
  const notices = callback
    ? alerts.map((alertType) => toNotice(callback, { alertType, esim, assignment }))
    : [];
  return { status: 200, body: { notices: notices.length }, notices };
}

/** The first attachment is told once. */
function attach(esim: Esim): string[] {
  if (esim.hasAttached) return [];
  esim.hasAttached = true;
  return ['FirstAttachment'];
}

function use(esim: Esim, assignment: Assignment, percent: number): string[] {
  const { initial, remaining } = assignment;
  assignment.remaining = Math.min(remaining, Math.round((initial * (100 - percent)) / 100));
  assignment.bundleState = assignment.remaining === 0 ? 'depleted' : 'active';
  const isFirst = remaining === initial && assignment.remaining < initial;
  return [...attach(esim), ...(isFirst ? ['FirstUse'] : []), 'Utilisation'];
}
