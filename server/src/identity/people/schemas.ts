// Schemas that several slices of signing in share.
import { Type } from 'typebox';
import { LOCALES } from '../../kernel/locale.ts';
import { answer, Email, oneOf } from '../../platform/http/schemas.ts';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './person.ts';
import { ROLES } from './roles.ts';

export const PersonName = Type.String({ maxLength: 255, examples: ['Ada Traveller'] });
export const PersonEmail = Type.String({ ...Email, examples: ['ada@acme.example'] });
export const LocaleInput = oneOf(LOCALES, { description: 'The language of mails and pages.' });
export const NewPassword = Type.String({
  minLength: MIN_PASSWORD_LENGTH,
  maxLength: MAX_PASSWORD_LENGTH,
  description: 'Passwords that are known from data breaches are refused.',
  examples: ['correct horse battery'],
});
/** An existing password: one that is too long is wrong, and not of a wrong form. */
export const Password = Type.String({ maxLength: 1024, examples: ['correct horse battery'] });
export const LinkToken = Type.String({
  maxLength: 1024,
  description: 'The `token` of the link in the mail.',
  examples: ['9zU0…'],
});
export const RoleName = oneOf(ROLES);
export const MailSent = answer('MailSent', {
  status: oneOf(['mail_sent'], {
    description: 'Always `mail_sent`, whether or not the address is known.',
  }),
});

export const aPersonId = '019a0b6e-3c1a-7cc3-98c4-dc0c0c07398f';
