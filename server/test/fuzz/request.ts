import type { Operation } from '../support/operations.ts';
import { encodeSegment } from '../support/requests.ts';
import type { Wanted } from '../support/wanted.ts';
import type { Slip } from './draft.ts';

/** A request exactly as it is sent. */
export type Sent = {
  method: string;
  url: string;
  headers: Record<string, string>;
  payload?: string;
};

/** Returns the request with all of its mistakes. */
export function toSent(operation: Operation, wanted: Wanted, slips: readonly Slip[]): Sent {
  const payload = bodyText(operation, wanted, slips);
  const headers: Record<string, string> = {
    ...(payload !== undefined && { 'content-type': 'application/json' }),
    ...wanted.headers,
  };
  for (const slip of slips) {
    if (slip.slip === 'type') headers['content-type'] = slip.type;
    if (slip.slip === 'header') headers[slip.name] = slip.text;
  }
  const method = slips.find((slip) => slip.slip === 'method')?.method ?? operation.method;
  return {
    method,
    url: pathText(operation, wanted, slips) + searchText(wanted, slips),
    headers,
    payload,
  };
}

/** Returns the body. The JSON is concatenated, because an object cannot have a field twice. */
function bodyText({ body }: Operation, wanted: Wanted, slips: readonly Slip[]): string | undefined {
  const raw = slips.find((slip) => slip.slip === 'body');
  if (raw) return raw.text;
  if (wanted.text !== undefined) return wanted.text;
  if (!body || !wanted.body) return undefined;
  const entries = Object.entries(wanted.body);
  const names = Object.keys(body.properties ?? {});
  for (const slip of slips) {
    if (slip.slip === 'missing') entries.splice(slip.at % (entries.length + 1), 1);
    if (slip.slip === 'extra') entries.push([slip.name, slip.value]);
    // A field that is there already is sent twice; the last one counts.
    if (slip.slip === 'field' || slip.slip === 'twice') {
      entries.push([names[slip.at % names.length] ?? '', slip.value]);
    }
  }
  const texts = entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{${texts.join()}}`;
}

function pathText({ path, params }: Operation, wanted: Wanted, slips: readonly Slip[]): string {
  const values = { ...wanted.params };
  for (const slip of slips) {
    const name = slip.slip === 'param' ? params[slip.at % params.length] : undefined;
    if (slip.slip === 'param' && name) values[name] = segment(slip.text);
  }
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeSegment(values[name] ?? ''));
}

function searchText({ query }: Wanted, slips: readonly Slip[]): string {
  const raw = slips.find((slip) => slip.slip === 'search');
  if (raw) return `?${raw.text}`;
  const pairs = Object.entries(query).map(([name, text]) => `${name}=${encodeSegment(text)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** Returns a segment of a path. An empty one or dots would make another path. */
function segment(text: string): string {
  return /^\.{0,2}$/.test(text) ? `${text} ` : text;
}
