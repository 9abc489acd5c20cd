import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/database.ts';
import { folderForThisFile, forThisFile } from '../../test/support/for-this-file.ts';
import {
  createCarriers,
  importedCarrier,
  readFreeCounts,
  sandboxCarrier,
} from '../connectivity/carriers/index.ts';
import { withLuhn } from '../kernel/check-digits.ts';
import { addCredits } from '../money/credits/index.ts';
import { readConfig } from '../platform/config/config.ts';
import { sql } from '../platform/db/database.ts';
import { hasJobTables } from '../platform/jobs/index.ts';
import { runCommandLine } from './index.ts';

const NAMES = [
  'serve',
  'worker',
  'migrate',
  'seed',
  'create-organization',
  'create-operator',
  'create-key',
  'create-carrier-key',
  'radius',
  'create-radius-client',
  'list-radius-clients',
  'rotate-radius-secret',
  'delete-radius-client',
  'backup',
  'restore',
  'list-carrier-keys',
  'revoke-carrier-key',
  'rotate-signing-key',
  'reset-second-factor',
  'reencrypt',
  'archive',
  'verify-archive',
  'read-archive',
  'import-profiles',
  'import-usage-file',
  'import-catalogue',
  'doctor',
  'audit',
];
const LIVE = {
  GIGASTORE_MODE: 'live',
  GIGASTORE_SECRET_KEY: randomBytes(32).toString('hex'),
  GIGASTORE_SMTP_URL: 'smtp://127.0.0.1:1',
  GIGASTORE_MAIL_FROM: 'store@shop.test',
};

const store = await forThisFile(createTestDatabase(), { hasBooks: false });
const folder = await folderForThisFile();

/** Runs a command line in this process, by default on the database of the test. */
async function run(line: string | string[], environment: Record<string, string> = {}) {
  const said: string[] = [];
  const complained: string[] = [];
  const args = typeof line === 'string' ? line.split(' ') : line;
  const code = await runCommandLine(args, {
    version: '1.2.3',
    readConfig: () => readConfig({ DATABASE_URL: store.url, ...environment }),
    carriers: createCarriers([sandboxCarrier()], importedCarrier),
    now: () => new Date('2026-04-30T09:55:36.430Z'),
    isTerminal: false,
    say: (text) => said.push(text),
    complain: (text) => complained.push(text),
  });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

async function json(line: string | string[], environment?: Record<string, string>) {
  const args = typeof line === 'string' ? line.split(' ') : line;
  const { code, said, complained } = await run([...args, '--json'], environment);
  return { code, complained, answer: JSON.parse(said) };
}

async function profileFile(name: string, lines: string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.join('\n'));
  return path;
}

function profileLine(number: number): string {
  const digits = String(number).padStart(14, '0');
  const iccid = withLuhn(`8988${digits}`);
  return `${iccid},26201${digits.slice(-10)},LPA:1$smdp.example.com$AB-${number}`;
}

describe('the command line', () => {
  it.each(NAMES)('%s prints its effect and its options with --help', async (name) => {
    const { code, said, complained } = await run(`${name} --help`, { PORT: 'wrong' });
    expect([code, complained]).toEqual([0, '']);
    expect(said).toContain(`Usage: gigastore ${name} `);
    expect(said).toContain('--help');
  });

  it('lists every command with --help', async () => {
    const { code, said } = await run('--help');
    expect(code).toBe(0);
    for (const name of NAMES) expect(said).toContain(`  ${name} `);
  });

  it('prints its version with --version', async () => {
    expect(await run('--version')).toEqual({ code: 0, said: '1.2.3', complained: '' });
  });

  it.each([
    ['', 'Which command?'],
    ['sell', 'There is no command "sell".'],
    ['constructor', 'There is no command "constructor".'],
    ['create-key', 'gigastore create-key: --account is required.'],
    ['create-key --account', "gigastore create-key: Option '--account <value>' argument missing."],
    ['create-key --acount 7', "gigastore create-key: Unknown option '--acount'."],
    ['create-organization --name= --email=a@b.test', 'gigastore create-organization: --name must'],
    ['audit everything', "gigastore audit: Unexpected argument 'everything'."],
  ])('exits with 2 for the wrong command line "%s"', async (line, sentence) => {
    const { code, said, complained } = await run(line === '' ? [] : line);
    expect([code, said]).toEqual([2, '']);
    expect(complained).toContain(sentence);
  });

  it('exits with 1 and names the wrong environment variable', async () => {
    const { code, complained } = await run('audit', { PORT: 'wrong' });
    expect(code).toBe(1);
    expect(complained).toContain('PORT must be a whole number');
  });

  it('exits with 1 and a sentence when the database is unreachable', async () => {
    const away = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' };
    const { code, complained, answer } = await json('audit', away);
    expect(code).toBe(1);
    expect(complained).toMatch(/^gigastore audit: The database is not available .*\.$/);
    expect(answer).toEqual({ error: complained.replace('gigastore audit: ', '') });
  });
});

describe('create-operator', () => {
  it('creates the platform, its first person and a link that sets the password', async () => {
    const open = () => json('create-operator --email Olga@operator.test --name Olga');
    const [first, second] = [await open(), await open()];
    expect([first.code, second.code]).toEqual([0, 0]);
    const { passwordUrl, ...who } = first.answer;
    expect(passwordUrl).toMatch(
      /^http:\/\/127\.0\.0\.1:3000\/auth\/set-password\?token=[\w-]{43}$/,
    );
    expect(second.answer).toMatchObject(who);
    expect(second.answer.passwordUrl).not.toBe(passwordUrl);
    const people = await store.db.rows(sql`
      select email, role, is_platform
      from members
      join people on people.id = person_id`);
    expect(people).toEqual([{ email: 'olga@operator.test', role: 'operator', is_platform: true }]);
  });

  it('refuses an invalid email address', async () => {
    const { code, complained } = await run('create-operator --email olga --name Olga');
    expect(code).toBe(1);
    expect(complained).toContain('email must be an email address');
  });
});

describe('create-organization and create-key', () => {
  it('create a reseller and a key of its account', async () => {
    const made = await json([
      'create-organization',
      '--name',
      'Acme Travel',
      '--email',
      'a@b.test',
    ]);
    expect(made.code).toBe(0);
    expect(Object.keys(made.answer)).toEqual([
      'organizationId',
      'liveAccountId',
      'sandboxAccountId',
    ]);
    const account = made.answer.liveAccountId;
    const key = await json(`create-key --account ${account} --name shop --scopes read,sell`);
    expect(Object.keys(key.answer)).toEqual(['clientId', 'clientSecret']);
    const row = await store.db.row(sql`
      select account_id, name, scopes from api_keys where client_id = ${key.answer.clientId}`);
    expect(row).toEqual({ account_id: account, name: 'shop', scopes: ['read', 'sell'] });
  });

  it.each([
    ['create-organization --name A --email nowhere', 'email must be an email address.'],
    ['create-key --account 7 --name shop', 'account must be the ID of an account.'],
    [
      'create-key --account 01980000-0000-7000-8000-000000000000 --name shop --scopes sale',
      'scopes must name at least one of read, sell, refund, manage, and nothing else.',
    ],
  ])('refuse %s', async (line, sentence) => {
    const { code, complained } = await run(line);
    expect(code).toBe(1);
    expect(complained).toContain(sentence);
  });
});

describe('create-carrier-key', () => {
  it('creates a key of the carrier and shows its secret once', async () => {
    const { code, answer } = await json(['create-carrier-key', '--carrier', 'alpine']);
    expect(code).toBe(0);
    expect(answer).toEqual({ keyId: expect.any(String), secret: expect.any(String) });
  });

  it('refuses an invalid carrier name', async () => {
    const { code, complained } = await run(['create-carrier-key', '--carrier', 'Not A Name']);
    expect(code).toBe(1);
    expect(complained).toContain('carrier name');
  });
});

describe('import-profiles', () => {
  it('adds the profiles of a file to the stock of their carrier', async () => {
    const path = await profileFile('good.csv', [profileLine(1), profileLine(2)]);
    const { code, answer } = await json(['import-profiles', '--file', path, '--carrier', 'alpine']);
    const read = { encoding: 'utf-8', separator: '","', unusualIccids: 0 };
    expect([code, answer]).toMatchObject([0, { carrier: 'alpine', imported: 2, ...read }]);
    expect(await readFreeCounts(store.db)).toContainEqual({ carrier: 'alpine', free: 2 });
  });

  it('lists every wrong line and imports nothing', async () => {
    const path = await profileFile('bad.csv', [profileLine(3), 'x,y,z', profileLine(3)]);
    const { code, complained, answer } = await json(['import-profiles', '--file', path]);
    expect(code).toBe(1);
    expect(complained).toContain('Nothing was imported, because 3 lines are wrong.\n  line 2: the');
    expect(answer.badLineCount).toBe(3);
    expect(answer.badLines[0].line).toBe(2);
    expect(await readFreeCounts(store.db)).not.toContainEqual({ carrier: 'imported', free: 1 });
  });

  it.each([
    [['--file', '/nowhere/profiles.csv'], '/nowhere/profiles.csv cannot be read (ENOENT).'],
    [['--file', '/', '--carrier', 'sandbox'], '--carrier sandbox is not the name of a carrier'],
    [['--file', '/', '--carrier', 'Big Telco'], '--carrier Big Telco is not the name of a carrier'],
  ])('refuses %s', async (args, sentence) => {
    const { code, complained } = await run(['import-profiles', ...args]);
    expect(code).toBeGreaterThan(0);
    expect(complained).toContain(sentence);
  });
});

describe('audit', () => {
  it('exits with 1 and names the account whose books do not balance', async () => {
    expect(await run('audit')).toMatchObject({ code: 0, said: 'The books balance.' });
    const { answer } = await json(['create-organization', '--name', 'Odd', '--email', 'o@d.test']);
    const accountId = answer.sandboxAccountId;
    const gift = { amountMinor: 500n, type: 'sandbox_credit', description: 'A gift' } as const;
    const now = new Date('2026-04-30T09:55:36.430Z');
    await store.db.transaction((tx) => addCredits({ db: tx, accountId, now }, gift));
    await store.db.run(sql`
      update ledger_accounts set posted_credits_minor = 700
      where account_id = ${accountId} and code = 'credits'`);
    const audited = await json('audit');
    expect(audited.code).toBe(1);
    expect(audited.answer.findings).toContainEqual(expect.objectContaining({ accountId }));
  });
});

describe('migrate and seed', () => {
  it('migrate creates everything in an empty database, once', async () => {
    const empty = await createTestDatabase({ isEmpty: true });
    const environment = { DATABASE_URL: empty.url };
    const first = await json('migrate', { ...environment, ...LIVE });
    expect(first.answer.applied).toContain('0001_the_store.sql');
    expect(await hasJobTables(empty.db)).toBe(true);
    expect(await run('migrate', environment)).toMatchObject({
      code: 0,
      said: 'The database is up to date.',
    });
    await empty.close();
  });

  it('a command refuses a live database with pending migrations', async () => {
    const empty = await createTestDatabase({ isEmpty: true });
    const { code, complained } = await run('audit', { DATABASE_URL: empty.url, ...LIVE });
    expect(code).toBe(1);
    expect(complained).toMatch(/The database lacks migrations: 0001_.* Run gigastore migrate\.$/);
    await empty.close();
  });

  it('seed creates the demonstration data once, and never in live mode', async () => {
    expect((await run('seed', LIVE)).code).toBe(1);
    expect((await json('seed')).answer).toMatchObject({ isNew: true, clientId: 'demo-client' });
    expect((await json('seed')).answer).toMatchObject({ isNew: false });
  });
});
