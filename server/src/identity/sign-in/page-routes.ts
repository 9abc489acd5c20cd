import { isEmail } from '../../kernel/email.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { readLink } from '../people/index.ts';
import type { People } from '../sessions/index.ts';
import { requestLink, setByLink, verifyByLink } from './by-link.ts';
import {
  checkedPassword,
  type FormPage,
  field,
  form,
  passwordField,
  registerFormPage,
} from './form-page-routes.ts';

/** The pages behind the links of mails about signing in. */
export function registerPageRoutes(app: App, { people }: { people: People }): void {
  for (const page of [verifyPage(people), passwordPage(people), forgottenPage(people)]) {
    registerFormPage(app, people, page);
  }
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
    submit: (visitor, { token = '', password }) =>
      verifyByLink(visitor, people, { token, password }),
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
    submit: (visitor, { token = '', password }) =>
      setByLink(visitor, people, { token, password: checkedPassword(password) }),
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
    submit: (visitor, { email = '' }) => {
      if (!isEmail(email)) throw invalid('/email', 'must be an email address');
      return requestLink(visitor, people, { email });
    },
    done: ({ forgot }) => forgot.done,
  };
}
