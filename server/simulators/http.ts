import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SimulatedNotice } from './notices.ts';

export type SimulatedRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: string;
};

export type SimulatedAnswer = {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  /** What the supplier tells the store because of it. */
  notices?: readonly SimulatedNotice[];
};

/** Reads a request whole. */
export async function read(incoming: IncomingMessage): Promise<SimulatedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const url = new URL(incoming.url ?? '/', 'http://simulator');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers as Record<string, string>,
    body: Buffer.concat(chunks).toString(),
  };
}

/** Sends an answer; text as it is, anything else as JSON. */
export function send(response: ServerResponse, { status, body, headers }: SimulatedAnswer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
}
