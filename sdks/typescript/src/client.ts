import type { AnyOptions } from './call.ts';
import { GigastoreError } from './errors.ts';
import { streamEvents } from './event-stream.ts';
import { type Load, listOf } from './list.ts';
import type { Methods } from './methods.gen.ts';
import { type Operation, readOperations } from './operations.ts';
import { checkOptions, type GigastoreOptions } from './options.ts';
import { type Sent, Transport } from './transport.ts';

/**
 * A client of one account of a store. Its methods are the operations of the API, grouped by what
 * they are about: `customers.register`, `packages.refund`, `webhooks.rotateSecret`. A method takes
 * the parts of the path, then the query or the body, then options.
 */
export type Gigastore = Methods;

/** Makes a client. Throws `TypeError` if the options name no store, or no one way to log in. */
export const Gigastore = class {
  constructor(options: GigastoreOptions) {
    checkOptions(options);
    const operations = readOperations();
    const authentication = operations.find(({ access }) => access === 'credentials');
    const transport = new Transport(options, authentication as Operation);
    const groups: Record<string, Record<string, unknown>> = {};
    for (const operation of operations) {
      const [group = '', verb = ''] = operation.name.split('.');
      groups[group] ??= {};
      groups[group][verb] = (...args: unknown[]) => callOperation(transport, operation, args);
    }
    Object.assign(this, groups);
  }
  // The table has every method that the types have: one document makes both.
} as new (
  options: GigastoreOptions,
) => Gigastore;

function callOperation(transport: Transport, operation: Operation, args: unknown[]): unknown {
  const { sent, options } = readArguments(operation, args);
  const send = (one: Sent, given: AnyOptions) => transport.send(operation, one, given);
  if (operation.isStream) return streamEvents(sent, options, send);
  const load = async (one: Sent) => readBody(operation, await send(one, options));
  if (!operation.paging || options.accept) return load(sent);
  return listOf(operation, { sent, options, load: load as Load });
}

/** A method takes the parts of the path, then the query or the body, then options. */
function readArguments(
  operation: Operation,
  given: unknown[],
): { sent: Sent; options: AnyOptions } {
  const args = [...given];
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => {
    const value = args.shift();
    if (typeof value !== 'string' || value === '') {
      throw new TypeError(`${operation.name} needs ${name}, a text that is not empty.`);
    }
    return encodeURIComponent(value);
  });
  const input = operation.hasInput ? (args.shift() as Record<string, unknown>) : undefined;
  const options = (args.shift() ?? {}) as AnyOptions;
  const isQuery = operation.method === 'GET';
  return { sent: { path, ...(isQuery ? { query: input } : { body: input }) }, options };
}

async function readBody({ name }: Operation, answer: Response): Promise<unknown> {
  if (answer.body === null) return undefined;
  const type = answer.headers.get('content-type') ?? '';
  if (/^text\/csv/.test(type)) return answer.text();
  if (!/json/.test(type)) return new Uint8Array(await answer.arrayBuffer());
  return answer.json().catch((cause) => {
    const message = `${name}: the answer is not JSON`;
    throw new GigastoreError({ code: 'unexpected_answer', message, operation: name, cause });
  });
}
