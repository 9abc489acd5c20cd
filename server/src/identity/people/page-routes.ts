import { type Static, Type } from 'typebox';
import { localeOf } from '../../kernel/accept.ts';
import { isEmail } from '../../kernel/email.ts';
import { escapeHtml } from '../../kernel/html.ts';
import type { Locale } from '../../kernel/locale.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import { sendPage } from '../../platform/http/page.ts';
import { PROBLEMS } from '../../platform/http/problems.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { readInvitation } from './accept-invitation.ts';
import { acceptByLink } from './invitation-routes.ts';
import { readLink } from './links.ts';
import { ROLE_NAMES } from './mails.ts';
import { PAGE_WORDS, type PageWords } from './page-words.ts';
import type { People } from './people.ts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './person.ts';
import { sendPasswordLink, setByLink, verifyByLink } from './sign-up-routes.ts';

const LinkQuery = Type.Object({ token: Type.Optional(Type.String({ maxLength: 1024 })) });
const text = Type.Optional(Type.String({ maxLength: 1024 }));
const Form = Type.Object({ token: text, name: text, email: text, password: text });
type Form = Static<typeof Form>;

type Page = { title: string; content: string };
/** A page behind a link: what it shows, and what its form does. */
type FormPage = {
  path: string;
  show(words: PageWords, token: string, locale: Locale): Promise<Page> | Page;
  submit(request: Request, form: Form): Promise<unknown>;
  done(words: PageWords): string;
};

/** What opens behind the links of mails: plain pages that need no scripts and no portal. */
export function registerPageRoutes(app: App, { people }: { people: People }): void {
  const pages = [verifyPage(people), passwordPage(people), forgottenPage(people)];
  for (const page of [...pages, invitationPage(people)]) registerPage(app, page);
}

function registerPage(app: App, page: FormPage): void {
  const config = { public: true, takesForm: true } as const;
  app.get(page.path, { config, schema: { querystring: LinkQuery } }, (request, reply) =>
    answering(request, reply, (words, locale) =>
      page.show(words, request.query.token ?? '', locale),
    ),
  );
  app.post(page.path, { config, schema: { body: Form } }, (request, reply) =>
    answering(request, reply, async (words) => {
      await page.submit(request, request.body);
      return { title: page.done(words), content: `<h1>${escapeHtml(page.done(words))}</h1>` };
    }),
  );
}

/** A refusal is told to a person here, with the status that a program would get. */
async function answering(
  request: Request,
  reply: Reply,
  work: (words: PageWords, locale: Locale) => Promise<Page> | Page,
): Promise<Reply> {
  const locale = localeOf(request.headers);
  const words = PAGE_WORDS[locale];
  const page = await Promise.resolve(work(words, locale)).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    reply.code(PROBLEMS[error.code].status);
    const content = `<h1>${words.failed}</h1>\n<p>${escapeHtml(error.message)}</p>`;
    return { title: words.failed, content };
  });
  sendPage(reply, { title: page.title, language: locale }, page.content);
  // A form is refused without an Origin, which browsers send along with a referrer only.
  return reply.headers({ 'Referrer-Policy': 'same-origin', 'Cache-Control': 'private, no-store' });
}

function verifyPage(people: People): FormPage {
  return {
    path: '/auth/verify',
    async show({ verify, password }, token) {
      const asked = { kind: 'verify_email', token, now: people.now() } as const;
      const { attempt } = await readLink(people.db, asked);
      const fields = attempt ? field(password, 'password', 'password') : '';
      return { title: verify.title, content: form({ ...verify, token, fields }) };
    },
    submit: (request, { token = '', password }) =>
      verifyByLink(people, request, { token, password }),
    done: ({ verify }) => verify.done,
  };
}

function passwordPage(people: People): FormPage {
  return {
    path: '/auth/set-password',
    show: ({ setPassword, rule }, token) => ({
      title: setPassword.title,
      content: form({ ...setPassword, token, fields: passwordField(setPassword.field, rule) }),
    }),
    submit: (request, { token = '', password }) =>
      setByLink(people, request, { token, password: checked(password) }),
    done: ({ setPassword }) => setPassword.done,
  };
}

function forgottenPage(people: People): FormPage {
  return {
    path: '/auth/forgotten',
    show: ({ forgot }) => ({
      title: forgot.title,
      content: form({ ...forgot, token: '', fields: field(forgot.field, 'email', 'email') }),
    }),
    submit: (request, { email = '' }) => {
      if (!isEmail(email)) throw invalid('/email', 'must be an e-mail address');
      return sendPasswordLink(people, request, email);
    },
    done: ({ forgot }) => forgot.done,
  };
}

function invitationPage(people: People): FormPage {
  return {
    path: '/auth/invitation',
    async show({ invitation: words, rule }, token, locale) {
      const asked = { token, now: people.now() };
      const { organization, email, role, isKnown } = await readInvitation(people.db, asked);
      const details = field(words.name, 'name', 'text') + passwordField(words.password, rule);
      const title = words.title(organization);
      const told = words.text(email, ROLE_NAMES[locale][role]);
      const { button } = words;
      const content = form({ title, text: told, button, token, fields: isKnown ? '' : details });
      return { title, content };
    },
    submit: (request, { token = '', name, password }) =>
      acceptByLink(people, request, {
        token,
        name,
        password: password === undefined ? undefined : checked(password),
      }),
    done: ({ invitation }) => invitation.done,
  };
}

function checked(password = ''): string {
  const isLong = password.length >= MIN_PASSWORD_LENGTH && password.length <= MAX_PASSWORD_LENGTH;
  if (isLong) return password;
  throw invalid('/password', `must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} letters`);
}

type Shown = { title: string; text: string; button: string; token: string; fields: string };

function form({ title, text: told, button, token, fields }: Shown): string {
  return `<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(told)}</p>
<form method="post">
<input type="hidden" name="token" value="${escapeHtml(token)}">
${fields}<button>${escapeHtml(button)}</button>
</form>`;
}

function field(label: string, name: string, type: string): string {
  return `<label>${escapeHtml(label)}<input name="${name}" type="${type}" required></label>\n`;
}

function passwordField(label: string, rule: string): string {
  return `<label>${escapeHtml(label)} <span class="soft">${escapeHtml(rule)}</span>
<input name="password" type="password" autocomplete="new-password" required
 minlength="${MIN_PASSWORD_LENGTH}" maxlength="${MAX_PASSWORD_LENGTH}"></label>
`;
}
