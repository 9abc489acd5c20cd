import { Type } from 'typebox';
import { personalRoutesOf } from '../../platform/http/personal-routes.ts';
import { answer, described, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { VisitScope } from '../../platform/http/visitors.ts';
import { LinkToken, NewPassword, PersonName, ROLE_NAMES } from '../people/index.ts';
import type { People } from '../sessions/index.ts';
import {
  checkedPassword,
  type FormPage,
  field,
  form,
  guessing,
  passwordField,
  refuseBreached,
  registerFormPage,
} from '../sign-in/index.ts';
import { acceptInvitation, readInvitation } from './accept-invitation.ts';
import { aPreview, InvitationPreview } from './schemas.ts';

const tag = 'Signing in';

/** What the link of an invitation leads to. */
export function registerInvitationRoutes(app: App, { people }: { people: People }): void {
  const routes = personalRoutesOf(app, people);
  routes.visit(
    'POST /auth/invitations/read',
    {
      id: 'previewInvitation',
      tag,
      summary: 'Preview an invitation',
      description:
        'Returns the organization, the role and the inviter, for the page behind the link.',
      body: Type.Object({ token: LinkToken }),
      answer: InvitationPreview,
      example: aPreview,
      refusals: ['forbidden', 'rate_limited', 'link_not_found'],
    },
    async (visitor, { body }) => {
      const read = () => readInvitation(visitor, body);
      const { organization, email, role, isKnown } = await guessing(visitor, people, read);
      return { organization, email, role, isKnown };
    },
  );
  routes.visit(
    'POST /auth/invitations/accept',
    {
      id: 'acceptInvitation',
      tag,
      summary: 'Accept an invitation',
      description:
        'A new person sends a name and a password, and can sign in afterwards. A person who ' +
        'already signs in, and is a member of no organization, sends neither.',
      body: Type.Object({
        token: LinkToken,
        name: Type.Optional(described(PersonName, 'Your name.')),
        password: Type.Optional(NewPassword),
      }),
      answer: answer('InvitationAccepted', {
        status: oneOf(['accepted'], { description: 'Always `accepted`.' }),
        email: Type.String({ description: 'The email address to sign in with.' }),
      }),
      example: { status: 'accepted', email: 'bob@acme.example' },
      refusals: ['forbidden', 'rate_limited', 'link_not_found', 'already_member'],
    },
    async (visitor, { body }) => ({
      status: 'accepted',
      email: await acceptByLink(visitor, people, body),
    }),
  );
  registerFormPage(app, people, invitationPage(people));
}

/**
 * Accepts an invitation, also for the page with the same form. Returns the address to sign in with.
 */
async function acceptByLink(
  visitor: VisitScope,
  people: People,
  given: { token: string; name?: string | undefined; password?: string | undefined },
): Promise<string> {
  const { token, name, password } = given;
  // Before anything is hashed: a made-up link costs one indexed read.
  const { isKnown } = await guessing(visitor, people, () => readInvitation(visitor, { token }));
  const passwordHash = isKnown ? undefined : await hashNew(people, password);
  const { personId, email } = await visitor.commit((scope) =>
    acceptInvitation(scope, { token, name, passwordHash }),
  );
  people.sessions.invalidatePerson(personId);
  return email;
}

async function hashNew(people: People, password: string | undefined): Promise<string | undefined> {
  if (password === undefined) return undefined;
  refuseBreached(password, '/password');
  return people.passwords.hash(password);
}

function invitationPage(people: People): FormPage {
  return {
    path: '/auth/invitation',
    async show({ invitation: words, rule }, token, locale) {
      const asked = { db: people.db, now: people.now() };
      const { organization, email, role, isKnown } = await readInvitation(asked, { token });
      const details = field(words.name, 'name', 'text') + passwordField(words.password, rule);
      const title = words.title(organization);
      const text = words.text(email, ROLE_NAMES[locale][role]);
      const fields = isKnown ? '' : details;
      return { title, content: form({ title, text, button: words.button, token, fields }) };
    },
    submit: (visitor, { token = '', name, password }) =>
      acceptByLink(visitor, people, {
        token,
        name,
        password: password === undefined ? undefined : checkedPassword(password),
      }),
    done: ({ invitation }) => invitation.done,
  };
}
