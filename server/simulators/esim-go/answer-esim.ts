import type { SimulatedAnswer, SimulatedRequest } from '../simulator.ts';
import { fail, ok } from './answers.ts';
import { type Assignment, LOCATION, showBundles, showEsim } from './show.ts';
import type { State } from './state.ts';

/** Answers a request about one eSIM; `parts` are those of its path, from the ICCID on. */
export function answerEsim(
  state: State,
  request: SimulatedRequest,
  parts: string[],
): SimulatedAnswer {
  const [iccid = '', what, , , assignmentId] = parts;
  const esim = state.esims.get(iccid);
  if (!esim) return fail(404, 'esim not found');
  const action = `${request.method} ${what ?? ''}`;
  if (action === 'GET ') return ok(showEsim(esim));
  if (action === 'GET bundles') return ok({ bundles: showBundles(esim) });
  if (action === 'GET location') return ok(LOCATION);
  if (action === 'POST sms') return ok({ status: 'sent' });
  if (action === 'POST suspend') {
    esim.state = 'Suspended';
    return ok({ status: 'suspended' });
  }
  if (action !== 'DELETE bundles') return fail(404, 'not found');
  const assignment = esim.assignments.find(({ id }) => id === assignmentId);
  if (!assignment) return fail(404, 'assignment not found');
  return revoke(state, assignment, request.query);
}

function revoke(state: State, assignment: Assignment, query: URLSearchParams): SimulatedAnswer {
  if (assignment.bundleState !== 'queued') return fail(400, 'the bundle has started');
  if (query.get('type') === 'validate') return ok({ status: 'valid' });
  assignment.bundleState = 'revoked';
  const isRefunded = state.hasRefunds && query.get('refundToBalance') === 'true';
  const bundle = state.bundles.find(({ name }) => name === assignment.bundle);
  if (isRefunded) state.balance += bundle?.price ?? 0;
  return ok({ status: 'revoked' });
}
