import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { composeText, composeTexts } from '../../kernel/compose.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { countEntries, decodeBody, invalidBody, parseJson, refuseDeep } from './json-body.ts';
import type { App, Request } from './typed-app.ts';

const JSON_TYPE = /^\s*application\/json\s*(;|$)/i;
const NDJSON_TYPE = /^\s*application\/(x-)?ndjson\s*(;|$)/i;
const unzip = promisify(gunzip);
/** Reports of usage shrink to a twentieth; what shrinks more than this is made to do harm. */
const MAX_RATIO = 100;
const RATIO_APPLIES_BEYOND = 256 * 1024;
/** At most some ten milliseconds of parsing. */
const LINES_AT_ONCE = 500;
const NEW_LINE = 0x0a;

export type ListLimits = {
  /** The limit of the body as it is sent, and of the unpacked body. */
  maxBytes: number;
  maxItems: number;
};

/**
 * Declares routes that take a list: a JSON array, or a JSON value in each line
 * (`application/x-ndjson`), with or without gzip. `request.body` is the `unknown[]`; the route
 * checks the items, also for unpaired surrogates and NUL characters. A list that cannot be read is
 * refused as a whole.
 */
export function acceptListBodies(app: App, limits: ListLimits, declare: (app: App) => void): void {
  app.register(async (scope) => {
    const { maxBytes } = limits;
    scope.removeAllContentTypeParsers();
    const options = { parseAs: 'buffer', bodyLimit: maxBytes } as const;
    const parser = async ({ headers }: Request, bytes: Buffer) => {
      const { 'content-type': type, 'content-encoding': encoding } = headers;
      return await readList(await unpack(bytes, { encoding, maxBytes }), { type, ...limits });
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

/** Unpacks gzip, and gives up as soon as the result is too large for what was sent. */
async function unpack(
  bytes: Buffer,
  { encoding, maxBytes }: { encoding: string | undefined; maxBytes: number },
): Promise<Buffer> {
  if (encoding === undefined || /^identity$/i.test(encoding)) return bytes;
  if (!/^(x-)?gzip$/i.test(encoding)) {
    throw new Refusal('unsupported_media_type', 'Content-Encoding must be gzip, or omitted.');
  }
  const maxOfRatio = Math.max(RATIO_APPLIES_BEYOND, bytes.length * MAX_RATIO);
  try {
    return await unzip(bytes, { maxOutputLength: Math.min(maxBytes, maxOfRatio) });
  } catch (error) {
    if (!isTooLarge(error)) throw invalidBody('The body is not valid gzip.');
    throw maxOfRatio < maxBytes ? tooDense() : tooLarge(maxBytes);
  }
}

async function readList(
  bytes: Buffer,
  { type, maxItems }: { type: string | undefined; maxItems: number },
): Promise<unknown[]> {
  const isLines = type !== undefined && NDJSON_TYPE.test(type);
  if (!isLines && type !== undefined && !JSON_TYPE.test(type)) {
    const types = 'application/json or application/x-ndjson';
    throw new Refusal('unsupported_media_type', `The body must be ${types}.`);
  }
  if (isLines && hasMoreLines(bytes, maxItems)) throw tooMany(maxItems);
  const text = composeText(decodeBody(bytes));
  return isLines ? parseLines(text) : parseArray(text, maxItems);
}

function parseArray(text: string, maxItems: number): unknown[] {
  if (countEntries(text, maxItems) > maxItems) throw tooMany(maxItems);
  const list = parseItem(text, 'The body is not valid JSON.');
  if (Array.isArray(list)) return list;
  throw invalidBody('The body must be a JSON array.');
}

/** Lines are counted before they are parsed, blank ones too, which costs next to nothing. */
function hasMoreLines(bytes: Buffer, maxItems: number): boolean {
  const end = bytes.at(-1) === NEW_LINE ? bytes.length - 1 : bytes.length;
  let lines = 1;
  for (
    let at = bytes.indexOf(NEW_LINE);
    at >= 0 && at < end;
    at = bytes.indexOf(NEW_LINE, at + 1)
  ) {
    lines += 1;
    if (lines > maxItems) return true;
  }
  return false;
}

/** Parses some lines at a time, so that other requests are answered in between. */
async function parseLines(text: string): Promise<unknown[]> {
  const lines = text.split('\n');
  const list: unknown[] = [];
  for (let start = 0; start < lines.length; start += LINES_AT_ONCE) {
    if (start > 0) await setImmediate();
    const some = lines.slice(start, start + LINES_AT_ONCE);
    list.push(...some.flatMap((line, index) => parseLine(line, start + index + 1)));
  }
  return list;
}

/** Returns the item of a line; none for a blank line. */
function parseLine(line: string, number: number): unknown[] {
  if (line.trim() === '') return [];
  refuseDeep(line);
  return [parseItem(line, `The body is not valid JSON in line ${number}.`)];
}

/** The text is composed; an escape (`e\u0301`) may still name a character in pieces. */
function parseItem(text: string, complaint: string): unknown {
  const value = parseJson(text, complaint);
  return text.includes('\\u') ? composeTexts(value) : value;
}

function isTooLarge(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'ERR_BUFFER_TOO_LARGE';
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal('body_too_large', `The body is larger than ${maxBytes / 2 ** 20} MiB.`);
}

function tooMany(maxItems: number): Refusal {
  return invalidBody(`The body has more than ${maxItems} items.`);
}

function tooDense(): Refusal {
  return invalidBody(`The body unpacks to more than ${MAX_RATIO} times its size.`);
}
