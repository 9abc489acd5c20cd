import type { RefusalCode } from '../../src/kernel/refusal.ts';
import type { Operation } from '../support/operations.ts';
import type { Answer } from '../support/slice.ts';
import { EDGE_SCENES } from './edge-scenes.ts';
import { INVENTORY_SCENES } from './inventory-scenes.ts';
import { LIFE_SCENES } from './life-scenes.ts';
import { MISSING_SCENES } from './missing-scenes.ts';
import { OPERATOR_SCENES } from './operator-scenes.ts';
import { SALE_SCENES } from './sale-scenes.ts';
import type { Scenes, Stage } from './stage.ts';
import { TEAM_SCENES } from './team-scenes.ts';

/** The scene that causes each refusal. */
export const SCENES: Scenes = {
  ...EDGE_SCENES,
  ...MISSING_SCENES,
  ...SALE_SCENES,
  ...INVENTORY_SCENES,
  ...LIFE_SCENES,
  ...OPERATOR_SCENES,
  insufficient_credits: (stage, code) => playOn(stage, code, SALE_SCENES),
  invalid_state: (stage, code) => playOn(stage, code, LIFE_SCENES),
  ...TEAM_SCENES,
};

/** Runs the scene of a refusal; some differ for operators. */
function playOn(stage: Stage, code: RefusalCode, others: Scenes): Promise<Answer> {
  const isOperators = stage.operation.path.startsWith('/operator/');
  const scene = (isOperators ? OPERATOR_SCENES : others)[code];
  if (!scene) throw new Error(`test/endpoints has no scene for ${code}`);
  return scene(stage, code);
}

/** Refusals of whole stores and unknown routes, which endpoints-at-large.test.ts tests. */
export const OF_THE_STORE: readonly RefusalCode[] = [
  'internal_error',
  'method_not_allowed',
  'payments_unavailable',
  'rate_limited',
  'route_not_found',
  'service_unavailable',
];

/** Refusals of carriers' calls, which the tests of usage cover. */
export const OF_CARRIERS: readonly RefusalCode[] = ['usage_report_not_found'];

/** Refusals of what apps call, which the tests of src/surfaces/sdk cover. */
export const OF_APPS: readonly RefusalCode[] = ['app_not_attested'];

/** Refusals of signing in, which the tests of src/identity cover. */
export const OF_SIGNING_IN: readonly RefusalCode[] = [
  'email_not_verified',
  'link_not_found',
  'passkey_not_found',
  'session_not_found',
  'sign_in_failed',
];

/**
 * Refusals of the hook of all private operations. They are tested on one operation, since all have
 * the same hook: without a token, and with a key of the wrong scope.
 */
const OF_THE_HOOK: readonly RefusalCode[] = ['forbidden', 'invalid_token', 'token_expired'];
export const GUARDED = 'GET /gigastore/credits';

/** Returns the documented refusals of an operation that a scene can cause. */
export function codesToPlay(operation: Operation): RefusalCode[] {
  const playsHook = operation.isLogin || operation.name === GUARDED;
  return operation.codes.filter(
    (code) =>
      !OF_THE_STORE.includes(code) &&
      !isOutOfReach(operation, code) &&
      (playsHook || !OF_THE_HOOK.includes(code)),
  );
}

/** Returns whether the operation cannot give a refusal that all operations of its kind document. */
function isOutOfReach(operation: Operation, code: RefusalCode): boolean {
  const { method, params, query, scope, isLogin } = operation;
  // The document has one response for 403, and signing in has no scope.
  if (code === 'insufficient_scope') return scope === 'read' || isLogin;
  if (code !== 'invalid_request') return false;
  return isLogin || (method === 'GET' && params.length === 0 && Object.keys(query).length === 0);
}
