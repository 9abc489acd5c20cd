import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A received mail: the envelope and the raw message. */
type Received = { from: string; to: string[]; message: string };

/** The answer to a command (`RCPT`), or to a whole message (`MESSAGE`); undefined accepts it. */
type Answer = (command: string) => string | undefined | Promise<string | undefined>;

/** A mail server on loopback. It accepts everything until it is told otherwise. */
export type MailServer = {
  url: string;
  port: number;
  /** All mails that it has accepted. */
  received: Received[];
  /** Resolves when this many mails have arrived since the start. */
  arrived(count: number): Promise<Received[]>;
  /** Every command, in order of arrival. */
  commands: string[];
  answerWith(answer: Answer): void;
  close(): Promise<void>;
};

const ANSWERS: Record<string, string> = {
  EHLO: '250-mail.test\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  DATA: '354 go on',
  QUIT: '221 bye',
};

/** Starts a mail server on loopback: as much of RFC 5321 as one sender needs. */
export async function startMailServer(): Promise<MailServer> {
  const received: Received[] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const waiting: { count: number; happen: () => void }[] = [];
  let answer: Answer = () => undefined;
  const ask: Answer = (command) => {
    commands.push(command);
    return answer(command);
  };

  const take = (one: Received) => {
    received.push(one);
    for (const { count, happen } of waiting) if (received.length >= count) happen();
  };

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    converse(socket, ask, take).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    commands,
    async arrived(count) {
      if (received.length < count) {
        await new Promise<void>((happen) => waiting.push({ count, happen }));
      }
      return received;
    },
    answerWith(next) {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function converse(socket: Socket, ask: Answer, take: (one: Received) => void) {
  let envelope = { from: '', to: [] as string[] };
  let message: string[] | undefined;
  const say = (text: string) => socket.write(`${text}\r\n`);

  async function receive(line: string): Promise<void> {
    if (message && line !== '.') {
      message.push(line.replace(/^\./, ''));
      return;
    }
    const command = message ? 'MESSAGE' : (line.split(' ', 1)[0] ?? '').toUpperCase();
    const reply = (await ask(command)) ?? ANSWERS[command] ?? '250 fine';
    const isTaken = /^[23]/.test(reply);
    if (command === 'MESSAGE') {
      if (isTaken) take({ ...envelope, message: (message ?? []).join('\r\n') });
      envelope = { from: '', to: [] };
    }
    if (command === 'MAIL') envelope.from = addressIn(line);
    if (command === 'RCPT' && isTaken) envelope.to.push(addressIn(line));
    message = command === 'DATA' && isTaken ? [] : undefined;
    say(reply);
    if (command === 'QUIT') socket.end();
  }

  say('220 mail.test');
  let rest = '';
  for await (const chunk of socket) {
    const lines = (rest + chunk).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) await receive(line);
  }
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}

/** A header of the message, unfolded; undefined when there is none. */
export function headerOf(message: string, name: string): string | undefined {
  const [head = ''] = message.split('\r\n\r\n', 1);
  const unfolded = head.replace(/\r\n[ \t]+/g, ' ');
  return new RegExp(`^${name}: (.*)$`, 'im').exec(unfolded)?.[1]?.trimEnd();
}

/** The files in the message, decoded. */
export function filesOf(message: string): { head: string; content: Buffer }[] {
  return message.split(/\r\n--[^\r]+\r\n/).flatMap((part) => {
    const [head = '', body = ''] = part.split('\r\n\r\n', 2);
    if (!/^Content-Disposition: attachment/im.test(head)) return [];
    return [{ head: head.replace(/\r\n\s+/g, ' '), content: Buffer.from(body, 'base64') }];
  });
}
