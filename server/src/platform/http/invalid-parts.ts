import type { ErrorObject } from 'ajv';
import type { InvalidPart } from '../../kernel/refusal.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { FORMATS } from './formats.ts';

/** Further faults would only make the answer longer. */
const MAX_PARTS = 20;
const MAX_PARTS_IN_DETAIL = 3;

/** Returns the `invalid_request` refusal for what a compiled schema found. */
export function refuseInvalid(errors: readonly ErrorObject[]): Refusal {
  const parts = errors.slice(0, MAX_PARTS).map(toInvalidPart);
  return refuseParts(parts);
}

/**
 * Returns an `invalid_request` refusal whose detail reads the parts out: `userIp must be …; metatag
 * …`.
 */
export function refuseParts(parts: InvalidPart[]): Refusal {
  const said = parts.slice(0, MAX_PARTS_IN_DETAIL).map(readOut).join('; ');
  const more = parts.length > MAX_PARTS_IN_DETAIL ? '; and more' : '';
  return new Refusal('invalid_request', `${said}${more}.`, { errors: parts });
}

function readOut({ path, message }: InvalidPart): string {
  return path === '' ? `The body ${message}` : `${path.slice(1).replaceAll('/', '.')} ${message}`;
}

function toInvalidPart(error: ErrorObject): InvalidPart {
  if (error.keyword === 'required') {
    const path = `${error.instancePath}/${error.params.missingProperty}`;
    return { path, message: 'is required' };
  }
  return { path: error.instancePath, message: messageOf(error) };
}

const TYPE_WORDS: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

/**
 * Returns what ajv found in words that follow the path. A schema may bring its own: `must: 'be …'`.
 */
function messageOf({ keyword, params, parentSchema }: ErrorObject): string {
  const own: unknown = parentSchema?.must;
  if (typeof own === 'string' && keyword !== 'type') return `must ${own}`;
  switch (keyword) {
    case 'type':
      return `must be ${TYPE_WORDS[String(params.type)] ?? params.type}`;
    case 'format':
      return FORMATS[params.format]?.message ?? 'has the wrong form';
    case 'enum':
      return `must be one of ${params.allowedValues.join(', ')}`;
    case 'minimum':
    case 'maximum':
      return rangeOf(parentSchema);
    case 'maxLength':
      return `must have at most ${params.limit} characters`;
    case 'minLength':
      return `must have at least ${params.limit} characters`;
    case 'maxItems':
      return `must have at most ${params.limit} entries`;
    case 'minItems':
      return `must have at least ${params.limit} entries`;
    case 'twoDecimals':
      return 'must have at most two decimals';
    default:
      return 'has a wrong value';
  }
}

function rangeOf(schema: ErrorObject['parentSchema']): string {
  const { minimum, maximum } = schema ?? {};
  if (minimum === undefined) return `must be at most ${maximum}`;
  return maximum === undefined
    ? `must be at least ${minimum}`
    : `must be from ${minimum} to ${maximum}`;
}
