import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type BenchRequest = {
  method: 'GET' | 'POST';
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
};

/** A request as it is sent, and a place for one further header. */
export type RequestBytes = { head: string; end: string };

/** The status of an answer and the length of head and body. */
type Answer = { status: number; length: number };

const END_OF_HEAD = '\r\n\r\n';
const STATUS = /^HTTP\/1\.1 (\d{3})/;
const LENGTH = /\r\ncontent-length: (\d+)/i;

export function toBytes({ method, path, headers, body = '' }: BenchRequest): RequestBytes {
  const given = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = method === 'POST' ? `content-length: ${Buffer.byteLength(body)}\r\n` : '';
  const head = `${method} ${path} HTTP/1.1\r\nhost: bench\r\n${given.join('')}${length}`;
  return { head, end: `\r\n${body}` };
}

/**
 * A connection that sends one request after the other. It does as little as possible: a client
 * that takes 50 µs a request of two shared cores would measure itself.
 */
export class Connection {
  readonly #socket: Socket;
  #received = '';
  #answered: { resolve(status: number): void; reject(error: Error): void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (text: string) => this.#take(text));
    socket.on('error', (error) => this.#answered?.reject(error));
    socket.on('close', () => this.#answered?.reject(new Error('the server closed a connection')));
  }

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** Returns the status of the answer once its body has arrived. */
  send(text: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answered = { resolve, reject };
      this.#socket.write(text);
    });
  }

  close(): void {
    this.#answered = undefined;
    this.#socket.destroy();
  }

  #take(text: string): void {
    this.#received = this.#received === '' ? text : this.#received + text;
    const answer = readAnswer(this.#received);
    if (!answer || this.#received.length < answer.length) return;
    this.#received = '';
    this.#answered?.resolve(answer.status);
  }
}

/** Returns undefined until the head is complete. */
function readAnswer(received: string): Answer | undefined {
  const end = received.indexOf(END_OF_HEAD);
  if (end < 0) return undefined;
  const head = received.slice(0, end);
  const status = Number(STATUS.exec(head)?.[1]);
  const length = Number(LENGTH.exec(head)?.[1]);
  if (Number.isNaN(length)) throw new Error(`an answer without a length: ${head}`);
  return { status, length: end + END_OF_HEAD.length + length };
}
