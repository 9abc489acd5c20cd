import type { Change } from '../../kernel/context.ts';
import { redact } from '../../kernel/redact.ts';
import type { Request } from './typed-app.ts';

const ID_FIELDS = ['id', 'uid', 'clientId', 'iccid'] as const;

/** Returns the audit entry of a change that its verb did not record: the request itself. */
export function changeOf(request: Request, outcome: unknown): Change {
  const { method, routeOptions, body } = request;
  const action = routeOptions.schema?.operationId ?? `${method} ${routeOptions.url}`;
  const asked = isFields(body) && Object.keys(body).length > 0 ? redact(body) : null;
  return { action, target: targetOf(request.params, outcome), before: null, after: asked };
}

/** Returns the object that the path names, or else the ID of the result. */
function targetOf(params: unknown, outcome: unknown): string | null {
  const named = isFields(params) ? Object.values(params).map(String) : [];
  if (named.length > 0) return named.join('/');
  const field = isFields(outcome) && ID_FIELDS.find((name) => typeof outcome[name] === 'string');
  return isFields(outcome) && field ? String(outcome[field]) : null;
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
