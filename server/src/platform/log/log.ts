import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from '../config/config.ts';

export type Log = Logger;

type Fields = Record<string, unknown>;

/** JSON lines on standard output. Secrets, tokens and personal data have no place in them. */
export function createLog(level: Config['logLevel'], destination?: DestinationStream): Log {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      // Not pino's own `redact`: it also walks the bindings of every request's child, which cost
      // 3 % of a small request's time.
      log: (fields: Fields) => withoutSecrets(fields, MAX_DEPTH),
    },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

const SECRETS = /^(authorization|cookie|set-cookie|password|.*secret|.*secretKey|.*token)$/i;
const MAX_DEPTH = 3;

/** The same fields with what is named like a secret made unreadable. */
function withoutSecrets(fields: Fields, depth: number): Fields {
  const safe: Fields = {};
  for (const [name, value] of Object.entries(fields)) {
    if (SECRETS.test(name)) safe[name] = '[redacted]';
    else safe[name] = isPlain(value) && depth > 1 ? withoutSecrets(value, depth - 1) : value;
  }
  return safe;
}

function isPlain(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** An error without what a database quotes of the row (`detail`, `where`): personal data. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  const { code, constraint, table } = error as {
    code?: string;
    constraint?: string;
    table?: string;
  };
  const described = { name, message, code, constraint, table, stack };
  return cause === undefined ? described : { ...described, cause: describeError(cause) };
}
