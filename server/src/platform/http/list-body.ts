import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Refusal } from '../../kernel/refusal.ts';
import { decodeBody, invalidBody, parseJson, refuseDeep } from './json-body.ts';
import type { App, Request } from './typed-app.ts';

const JSON_TYPE = /^\s*application\/json\s*(;|$)/i;
const NDJSON_TYPE = /^\s*application\/(x-)?ndjson\s*(;|$)/i;
const unzip = promisify(gunzip);

export type ListLimits = {
  /** Of the body as it is sent, and of what it unpacks to. */
  maxBytes: number;
  maxItems: number;
};

/**
 * Declares routes that take a list: a JSON array, or a JSON value a line (`application/x-ndjson`),
 * either of them as it is or as gzip. `request.body` is the `unknown[]`; what is in it, unpaired
 * surrogates and NUL characters too, is the route's to judge. A list that cannot be read is refused
 * as a whole.
 */
export function acceptListBodies(app: App, limits: ListLimits, declare: (app: App) => void): void {
  app.register(async (scope) => {
    const { maxBytes } = limits;
    scope.removeAllContentTypeParsers();
    const options = { parseAs: 'buffer', bodyLimit: maxBytes } as const;
    const parser = async ({ headers }: Request, bytes: Buffer) => {
      const { 'content-type': type, 'content-encoding': encoding } = headers;
      return readList(await unpack(bytes, { encoding, maxBytes }), { type, ...limits });
    };
    scope.addContentTypeParser<Buffer>('*', options, parser);
    scope.addHook('preHandler', async ({ body }) => {
      if (body == null) throw invalidBody('The body must not be empty.');
    });
    scope.setErrorHandler((error) => {
      throw isTooLarge(error) ? tooLarge(maxBytes) : error;
    });
    declare(scope as App);
  });
}

/** A small body can unpack to a huge one: it is given up as soon as it is too large. */
async function unpack(
  bytes: Buffer,
  { encoding, maxBytes }: { encoding: string | undefined; maxBytes: number },
): Promise<Buffer> {
  if (encoding === undefined || /^identity$/i.test(encoding)) return bytes;
  if (!/^(x-)?gzip$/i.test(encoding)) {
    throw new Refusal('unsupported_media_type', 'Content-Encoding must be gzip, or left out.');
  }
  try {
    return await unzip(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    throw isTooLarge(error) ? tooLarge(maxBytes) : invalidBody('The body is not valid gzip.');
  }
}

function readList(
  bytes: Buffer,
  { type, maxItems }: { type: string | undefined; maxItems: number },
): unknown[] {
  const isLines = type !== undefined && NDJSON_TYPE.test(type);
  if (!isLines && type !== undefined && !JSON_TYPE.test(type)) {
    const types = 'application/json or application/x-ndjson';
    throw new Refusal('unsupported_media_type', `The body must be ${types}.`);
  }
  const text = decodeBody(bytes);
  refuseDeep(text);
  const list = isLines ? parseLines(text) : parseArray(text);
  if (list.length <= maxItems) return list;
  throw invalidBody(`The body has ${list.length} items; ${maxItems} are the most.`);
}

function parseArray(text: string): unknown[] {
  const list = parseJson(text, 'The body is not valid JSON.');
  if (Array.isArray(list)) return list;
  throw invalidBody('The body must be a JSON array.');
}

function parseLines(text: string): unknown[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    return [parseJson(line, `The body is not valid JSON in line ${index + 1}.`)];
  });
}

function isTooLarge(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'ERR_BUFFER_TOO_LARGE';
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal('body_too_large', `The body is larger than ${maxBytes / 2 ** 20} MiB.`);
}
