import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { buildApp } from '../src/app.ts';
import type { RefusalCode } from '../src/kernel/refusal.ts';
import { SCOPES } from '../src/kernel/scopes.ts';
import { FORMATS } from '../src/platform/http/formats.ts';
import { PROBLEMS } from '../src/platform/http/problems.ts';
import { apiDocument, JOURNEY, OUTSIDE_JOURNEY } from '../src/surfaces/reference/index.ts';
import { faultOf } from './documentation/operation-names.ts';
import { forThisFile } from './support/for-this-file.ts';
import { partsWithoutDatabase } from './support/parts-without-database.ts';

type Node = Record<string, unknown>;
type Media = { schema: Node; example?: unknown; examples?: Record<string, { $ref: string }> };
type Answer = { $ref?: string; description: string; content?: Record<string, Media> };
type Parameter = { name: string; in: string; description?: string; schema?: Node };
type Operation = {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  parameters?: (Parameter & { $ref?: string })[];
  security: Record<string, string[]>[];
  responses: Record<string, Answer>;
};

type Described = Node & { paths: Record<string, Record<string, Operation>>; components: Node };

const app = await forThisFile(buildApp(partsWithoutDatabase()));
await app.ready();
const document = apiDocument(app) as Described;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]): [string, Operation] => [
    `${method.toUpperCase()} ${path}`,
    operation,
  ]),
);

function refer(reference: string): unknown {
  const parts = reference.slice(2).split('/');
  return parts.reduce<unknown>((node, part) => (node as Node | undefined)?.[part], document);
}

function resolved(answer: Answer): Answer {
  return answer.$ref ? (refer(answer.$ref) as Answer) : answer;
}

/** Their answers are other specifications' documents and differ each time. */
const KEYS_AND_CHALLENGES = /jwks\.json|\/auth\/passkeys\/[a-z-]+-options/;

describe('openapi.json', () => {
  it('openapi.json names every operation once, with a summary and a tag', () => {
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [name, { summary, tags }] of operations) {
      expect(summary, name).toBeTruthy();
      expect(tags, name).toHaveLength(1);
    }
  });

  it('openapi.json names, summarises and describes every operation in the agreed form', () => {
    const faults = operations.flatMap(([name, operation]) => {
      const fault = faultOf(operation);
      return fault ? [`${name} (${operation.operationId}): ${fault}`] : [];
    });
    expect(faults).toEqual([]);
  });

  it('openapi.json has an example of every body that is answered', () => {
    const bare = operations.flatMap(([name, { responses }]) =>
      Object.entries(responses)
        .filter(([status]) => Number(status) < 300)
        .filter(([, { content }]) => content?.['application/json'])
        .filter(([, { content }]) => content?.['application/json']?.example === undefined)
        .map(([status]) => `${name} ${status}`),
    );
    expect(bare.filter((name) => !KEYS_AND_CHALLENGES.test(name))).toEqual([]);
  });

  it('openapi.json has no dangling reference', () => {
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
    expect(references.length).toBeGreaterThan(100);
    for (const text of new Set(references)) {
      const { $ref } = JSON.parse(`{${text}}`) as { $ref: string };
      expect(refer($ref), $ref).toBeDefined();
    }
  });

  it('openapi.json has valid examples', () => {
    const ajv = new Ajv2020({ strict: false });
    for (const [name, { validate }] of Object.entries(FORMATS)) ajv.addFormat(name, validate);
    ajv.addFormat('binary', true);
    ajv.addFormat('int64', true);
    ajv.addSchema({ $id: 'api', components: document.components });
    const checks = operations.flatMap(([name, { responses }]) =>
      Object.values(responses).flatMap((answer) =>
        Object.values(resolved(answer).content ?? {}).map((media) => ({ name, media })),
      ),
    );
    const compiled = new Map<string, ReturnType<typeof ajv.compile>>();
    for (const { name, media } of checks) {
      const text = JSON.stringify(media.schema).replaceAll('"#/', '"api#/');
      const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text));
      compiled.set(text, validate);
      const shared = Object.values(media.examples ?? {}).map(({ $ref }) => refer($ref) as Node);
      const values = [...shared.map(({ value }) => value), media.example];
      for (const value of values.filter((each) => each !== undefined)) {
        expect(validate(value), `${name}: ${ajv.errorsText(validate.errors)}`).toBe(true);
      }
    }
  });

  it('openapi.json lists every answer of every private operation', () => {
    for (const [name, { security, responses }] of operations) {
      const statuses = Object.keys(responses);
      expect(statuses, name).toEqual(expect.arrayContaining(['400', '500', '503']));
      if (security.length > 0) {
        const isForbidding = !security.some((way) => 'carrierKey' in way || 'sdkSession' in way);
        const refused = isForbidding ? ['401', '403', '429'] : ['401', '429'];
        expect(statuses, name).toEqual(expect.arrayContaining(refused));
      }
      expect(statuses.filter((status) => status.startsWith('2'))).not.toHaveLength(0);
    }
  });

  it('openapi.json names the scope that every private operation needs', () => {
    for (const [name, { security }] of operations) {
      const [scheme = {}] = security;
      if ('accessToken' in scheme) expect(SCOPES, name).toContain(scheme.accessToken?.[0]);
    }
  });

  it('openapi.json has an example of every refusal', () => {
    const { examples } = document.components as { examples: Record<string, { value: Node }> };
    expect(Object.keys(examples).sort()).toEqual(Object.keys(PROBLEMS).sort());
    for (const [code, { value }] of Object.entries(examples)) {
      expect(value).toMatchObject({ code, status: PROBLEMS[code as RefusalCode].status });
    }
  });

  it('openapi.json is served as it is committed', async () => {
    const answer = await app.inject('/openapi.json');
    expect(answer.json()).toEqual(JSON.parse(JSON.stringify(document)));
  });
});

describe('docs/api-compatibility.md', () => {
  it('docs/api-compatibility.md has every heading that the code cites', () => {
    const root = join(import.meta.dirname, '../..');
    const page = readFileSync(join(root, 'docs/api-compatibility.md'), 'utf8');
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    );
    const server = join(root, 'server');
    const paths = ['src', 'test'].flatMap((folder) =>
      readdirSync(join(server, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts'))
        .map((path) => join(folder, path)),
    );
    const cited = paths.flatMap((path) => {
      const text = readFileSync(join(server, path), 'utf8');
      return [...text.matchAll(/api-compatibility\.md(?:#([a-z0-9-]*))?/g)].map((match) => ({
        path,
        anchor: match[1],
      }));
    });
    expect(cited.length).toBeGreaterThan(3);
    for (const { path, anchor } of cited) {
      if (anchor !== undefined) expect(headings, path).toContain(anchor);
    }
  });
});

describe('the Postman collection', () => {
  it('the Postman collection has a step for every operation', () => {
    const steps = new Set(JOURNEY.map(({ operation }) => operation));
    for (const name of Object.keys(OUTSIDE_JOURNEY)) steps.add(name);
    const forKeys = operations.filter(([, { security }]) => !isForPeopleAlone(security));
    expect(forKeys.map(([name]) => name).filter((name) => !steps.has(name))).toEqual([]);
  });

  /** The collection comes with a key, and nobody signs in. */
  function isForPeopleAlone(security: Record<string, string[]>[]): boolean {
    return security.length > 0 && security.every((way) => 'session' in way || 'operatorKey' in way);
  }

  it('the Postman collection has no step without an operation', () => {
    const names = operations.map(([name]) => name);
    const steps = JOURNEY.map(({ operation }) => operation);
    expect(steps.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('the Postman collection uses no variable that no earlier step has saved', async () => {
    const known = new Set(['baseUrl', 'clientId', 'clientSecret', 'accessToken']);
    for (const step of JOURNEY) {
      const used = JSON.stringify([step.path, step.query, step.body]).match(/\{\{(\w+)\}\}/g) ?? [];
      for (const name of used) expect(known, step.operation).toContain(name.slice(2, -2));
      for (const name of Object.keys(step.saves ?? {})) known.add(name);
    }
  });

  it('the Postman collection signs in with the demonstration key and then uses its token', async () => {
    const collection = (await app.inject('/postman.json')).json();
    expect(collection.info.schema).toMatch(/v2\.1\.0/);
    expect(collection.auth.bearer[0].value).toBe('{{accessToken}}');
    const [first] = collection.item[0].item;
    expect(first.request).toMatchObject({
      method: 'POST',
      auth: { type: 'basic' },
      url: { raw: '{{baseUrl}}/reseller/authenticate' },
    });
    expect(first.event[0].script.exec.join()).toContain("set('accessToken', body.accessToken)");
  });
});

const html = { accept: 'text/html,application/xhtml+xml' };

function policyOf(headers: Record<string, unknown>): Map<string, string> {
  const parts = String(headers['content-security-policy']).split('; ');
  return new Map(parts.map((part) => [part.split(' ', 1)[0] ?? '', part]));
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('the pages', () => {
  it.each(['/docs/errors', '/docs/errors/price_mismatch'])(
    'the page %s has no script and nothing from elsewhere',
    async (url) => {
      const { headers, body } = await app.inject({ url, headers: html });
      const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
      expect(policyOf(headers).get('style-src')).toBe(`style-src ${hashOf(style)}`);
      expect(policyOf(headers).get('default-src')).toBe("default-src 'none'");
      expect(body).not.toMatch(/<script|src="|href="https?:/);
    },
  );

  it('the error pages explain every error code at its `type`', async () => {
    for (const [code, { status, title }] of Object.entries(PROBLEMS)) {
      const page = await app.inject({ url: `/docs/errors/${code}`, headers: html });
      expect(page.statusCode).toBe(200);
      expect(page.headers['content-type']).toContain('text/html');
      const entry = await app.inject({ url: `/docs/errors/${code}` });
      expect(entry.json()).toMatchObject({ code, status, title });
    }
  });

  it('the error pages explain no other error codes', async () => {
    const answer = await app.inject({ url: '/docs/errors/<script>', headers: html });
    expect(answer.statusCode).toBe(404);
    expect(answer.headers['content-type']).toBe('application/problem+json');
  });
});

describe('the interactive reference', () => {
  it('the interactive reference loads from this server only, and its policy allows no more', async () => {
    const { headers, body } = await app.inject('/docs/api/');
    expect(body).not.toMatch(/(https?:)?\/\/[a-z0-9]/i);
    const policy = policyOf(headers);
    for (const kind of ['script', 'connect', 'font', 'img', 'style']) {
      expect(policy.get(`${kind}-src`)).not.toMatch(/https?:|\*/);
    }
    expect(policy.get('default-src')).toBe("default-src 'none'");
    expect(policy.get('script-src')).not.toContain('unsafe');
  });

  it('the interactive reference runs its own inline script and no other', async () => {
    const { headers, body } = await app.inject('/docs/api/');
    const script = /<script type="text\/javascript">([\s\S]*?)<\/script>/.exec(body)?.[1] ?? '';
    expect(script).toContain('createApiReference');
    expect(policyOf(headers).get('script-src')).toBe(`script-src 'self' ${hashOf(script)}`);
  });

  it('the interactive reference finds its script and the document', async () => {
    const { body } = await app.inject('/docs/api/');
    const script = /<script src="([^"]+)"/.exec(body)?.[1] ?? '';
    const address = new URL(script, 'http://shop.test/docs/api/').pathname;
    const answer = await app.inject(address);
    expect(answer.headers['content-type']).toContain('javascript');
    const url = /"url": "([^"]+)"/.exec(body)?.[1] ?? '';
    const found = await app.inject(new URL(url, 'http://shop.test/docs/api/').pathname);
    expect(found.json()).toHaveProperty('openapi', '3.1.0');
  });

  it('the interactive reference is found without its trailing slash', async () => {
    const answer = await app.inject('/docs/api');
    expect(answer.statusCode).toBe(301);
    expect(answer.headers.location).toBe('api/');
  });
});
