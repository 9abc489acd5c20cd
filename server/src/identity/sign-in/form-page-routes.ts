import { type Static, Type } from 'typebox';
import { localeOf } from '../../kernel/accept.ts';
import { escapeHtml } from '../../kernel/html.ts';
import type { Locale } from '../../kernel/locale.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import { sendPage } from '../../platform/http/page.ts';
import { PROBLEMS } from '../../platform/http/problems.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { type VisitScope, visitOf, visitScopeOf } from '../../platform/http/visitors.ts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../people/index.ts';
import type { People } from '../sessions/index.ts';
import { PAGE_WORDS, type PageWords } from './page-words.ts';

const LinkQuery = Type.Object({ token: Type.Optional(Type.String({ maxLength: 1024 })) });
const text = Type.Optional(Type.String({ maxLength: 1024 }));
const Form = Type.Object({ token: text, name: text, email: text, password: text });
type Form = Static<typeof Form>;

/** Opens the same page in the portal; without scripts this one does. */
const IN_PORTAL = '/portal/open-in-portal.js';

type Page = { title: string; content: string };
/** A page behind a link: what it shows, and what its form does. */
export type FormPage = {
  path: string;
  /** The portal has no page for it. */
  isPlain?: true;
  show(words: PageWords, token: string, locale: Locale): Promise<Page> | Page;
  submit(visitor: VisitScope, form: Form): Promise<unknown>;
  done(words: PageWords): string;
};

/** Declares a plain page that needs no scripts; where there are some, the portal shows it. */
export function registerFormPage(app: App, people: People, page: FormPage): void {
  const config = { public: true, takesForm: true } as const;
  app.get(page.path, { config, schema: { querystring: LinkQuery } }, (request, reply) =>
    answering(page, { request, reply }, (words, locale) =>
      page.show(words, request.query.token ?? '', locale),
    ),
  );
  app.post(page.path, { config, schema: { body: Form } }, (request, reply) =>
    answering(page, { request, reply }, async (words) => {
      await page.submit(visitorOf(people, request), request.body);
      return { title: page.done(words), content: `<h1>${escapeHtml(page.done(words))}</h1>` };
    }),
  );
}

/** Returns the scope of a visitor's page. Throws `forbidden` for a page of another origin. */
function visitorOf(people: People, request: Request): VisitScope {
  const visit = visitOf(request);
  people.origin.refuseForeign(visit);
  return visitScopeOf(people, visit);
}

/** Shows a refusal to a person, with the status that a program would get. */
async function answering(
  { isPlain }: FormPage,
  { request, reply }: { request: Request; reply: Reply },
  work: (words: PageWords, locale: Locale) => Promise<Page> | Page,
): Promise<Reply> {
  const locale = localeOf(request.headers);
  const words = PAGE_WORDS[locale];
  const page = await Promise.resolve()
    .then(() => work(words, locale))
    .catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      reply.code(PROBLEMS[error.code].status);
      const content = `<h1>${words.failed}</h1>\n<p>${escapeHtml(error.message)}</p>`;
      return { title: words.failed, content };
    });
  // A form is refused without an Origin, which browsers send along with a referrer only.
  const headers = { 'Referrer-Policy': 'same-origin', 'Cache-Control': 'private, no-store' };
  const scripted = isPlain ? {} : { script: IN_PORTAL };
  const titled = { title: page.title, language: locale, headers, ...scripted };
  return sendPage(reply, titled, page.content);
}

/** Throws `invalid_request` for a new password of the wrong length. */
export function checkedPassword(password = ''): string {
  const isLong = password.length >= MIN_PASSWORD_LENGTH && password.length <= MAX_PASSWORD_LENGTH;
  if (isLong) return password;
  throw invalid(
    '/password',
    `must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`,
  );
}

type Shown = { title: string; text: string; button: string; token: string; fields: string };

export function form({ title, text: shown, button, token, fields }: Shown): string {
  return `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(shown)}</p>
<form method="post">
<input type="hidden" name="token" value="${escapeHtml(token)}">
${fields}<button>${escapeHtml(button)}</button>
</form>`;
}

export function field(label: string, name: string, type: string): string {
  return `<label>${escapeHtml(label)}<input name="${name}" type="${type}" required></label>\n`;
}

export function passwordField(label: string, rule: string): string {
  return `<label>${escapeHtml(label)} <span class="soft">${escapeHtml(rule)}</span>
<input name="password" type="password" autocomplete="new-password" required
 minlength="${MIN_PASSWORD_LENGTH}" maxlength="${MAX_PASSWORD_LENGTH}"></label>
`;
}
