import { Type } from 'typebox';
import { operation } from '../../platform/http/operation.ts';
import { answer, oneOf } from '../../platform/http/schemas.ts';
import type { App, Request } from '../../platform/http/typed-app.ts';
import { acceptInvitation, readInvitation } from './accept-invitation.ts';
import type { People } from './people.ts';
import { aPreview, InvitationPreview, LinkToken, NewPassword, PersonName } from './schemas.ts';
import { visitOf } from './visit-of.ts';

const tag = 'Signing in';

/** What the link of an invitation leads to. */
export function registerInvitationRoutes(app: App, { people }: { people: People }): void {
  app.post(
    '/auth/invitations/read',
    {
      config: { public: true },
      schema: operation({
        id: 'readInvitation',
        tag,
        summary: 'Read what a mailed link invites to',
        body: Type.Object({ token: LinkToken }),
        answer: InvitationPreview,
        example: aPreview,
        refusals: ['link_not_found'],
      }),
    },
    async ({ body: { token } }) => {
      const { organization, email, role, isKnown } = await readInvitation(people.db, {
        token,
        now: people.now(),
      });
      return { organization, email, role, isKnown };
    },
  );
  app.post(
    '/auth/invitations/accept',
    {
      config: { public: true },
      schema: operation({
        id: 'acceptInvitation',
        tag,
        summary: 'Accept an invitation by the link in the mail',
        description:
          'A new person gives a name and a password, and can sign in afterwards. Who signs in ' +
          'already, and works for no organization, gives neither.',
        body: Type.Object({
          token: LinkToken,
          name: Type.Optional(PersonName),
          password: Type.Optional(NewPassword),
        }),
        answer: answer('InvitationAccepted', { status: oneOf(['accepted']), email: Type.String() }),
        example: { status: 'accepted', email: 'bob@acme.example' },
        refusals: ['forbidden', 'rate_limited', 'link_not_found', 'already_member'],
      }),
    },
    async (request) => ({
      status: 'accepted',
      email: await acceptByLink(people, request, request.body),
    }),
  );
}

/** Also behind the page with the same form; gives the address to sign in with. */
export async function acceptByLink(
  people: People,
  request: Request,
  given: { token: string; name?: string | undefined; password?: string | undefined },
): Promise<string> {
  const visit = visitOf(request);
  people.origin.refuseForeign(visit);
  const { token, name, password } = given;
  const around = { now: people.now(), visit };
  const who = { remoteAddress: visit.remoteAddress };
  await people.attempts.beginGuess(who);
  // Before anything is hashed: a made-up link costs one indexed read.
  const { isKnown } = await readInvitation(people.db, { token, now: around.now });
  await people.attempts.endGuess(who);
  const needsHash = password !== undefined && !isKnown;
  const passwordHash = needsHash ? await people.passwords.hash(password) : undefined;
  const { personId, email } = await people.db.transaction((tx) =>
    acceptInvitation(tx, { token, name, passwordHash }, around),
  );
  people.sessions.forgetPerson(personId);
  return email;
}
