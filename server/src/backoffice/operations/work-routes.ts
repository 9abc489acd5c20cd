import { Type } from 'typebox';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, described, Id, oneOf } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { type QueuedJob, selectTroubledJobs, TROUBLED_STATES } from '../../platform/jobs/index.ts';
import { MAIL_STATES, selectTroubledMails, type TroubledMail } from './mail-store.ts';
import { placeById, placeByNumber } from './place.ts';
import { retryJobs, retryMails } from './retry.ts';
import {
  Attempts,
  anAccountId,
  anId,
  at,
  idsOf,
  LastError,
  MaybeWhen,
  maybe,
  OrganizationFilter,
  RetriedSchema,
  showRetried,
  someRetried,
  TAG as tag,
  text,
  When,
} from './schemas.ts';

const JOBS = '/operator/jobs';
const MAILS = '/operator/mails';
const JobState = oneOf(TROUBLED_STATES, {
  description:
    '`failed` is not tried again, `retrying` failed and waits for its next attempt, `late` has ' +
    'been due for five minutes or longer.',
});

const JobSchema = answer('TroubledJob', {
  id: Type.String({ description: 'The number of the job in the queue.', examples: ['4711'] }),
  task: text('The task that the job runs.'),
  state: JobState,
  accountId: maybe(Id, 'The account that the job works for; `null` if it names none.'),
  createdAt: When('When the job was queued.'),
  runAt: When('When the job is to run, or was to run.'),
  attempts: Attempts,
  maxAttempts: Type.Integer({ description: 'The attempts after which the job is given up.' }),
  lastError: LastError,
});
const aJob = {
  ...{ id: '4711', task: 'send-invoice', state: 'failed', accountId: anAccountId, createdAt: at },
  ...{ runAt: at, attempts: 25, maxAttempts: 25, lastError: 'connection refused' },
};
const MailSchema = answer('TroubledMail', {
  id: described(Id, 'The ID of the mail.'),
  kind: text('The kind of mail.'),
  organizationId: maybe(Id, 'The organization that it belongs to; `null` for the platform’s own.'),
  organizationName: maybe(Type.String(), 'The name of the organization.'),
  recipient: text('The address.'),
  subject: text('The subject.'),
  state: oneOf(MAIL_STATES, {
    description: '`failed` is not tried again, `late` has waited for five minutes or longer.',
  }),
  createdAt: When('When the mail was queued.'),
  nextAttemptAt: MaybeWhen('When the next attempt is due; `null` after the last one.'),
  failedAt: MaybeWhen('When the mail was given up.'),
  attempts: Attempts,
  lastError: LastError,
});
const aMail = {
  ...{ id: anId, kind: 'invoice', organizationId: anAccountId, organizationName: 'Acme Travel' },
  ...{ recipient: 'billing@acme.example', subject: 'Your invoice', state: 'failed', createdAt: at },
  ...{ nextAttemptAt: null, failedAt: at, attempts: 9, lastError: '550 mailbox unavailable' },
};

/** Jobs and mails that are late or have failed. */
export function registerTroubledWorkRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareJobs(routes);
  declareMails(routes);
  declareRetries(routes);
}

function declareJobs(routes: Routes): void {
  routes.list(
    JOBS,
    {
      id: 'listTroubledJobs',
      scope: 'assist',
      tag,
      summary: 'List late and failed jobs',
      description: 'Returns the jobs of the queue that are late or have failed, the newest first.',
      title: 'TroubledJobs',
      filters: Type.Object({
        state: Type.Optional(JobState),
        task_name: Type.Optional(
          Type.String({
            description: 'Only jobs of this task.',
            maxLength: 128,
            examples: ['send-invoice'],
          }),
        ),
      }),
      item: JobSchema,
      exampleItem: aJob,
      keys: 1,
      keysetOf: ({ id }) => [id],
      show: showJob,
    },
    ({ db }, { filters: { state, task_name: task }, after, limit }) =>
      selectTroubledJobs(db, { state, task, below: placeByNumber(after), limit }),
  );
}

function showJob({ createdAt, runAt, ...job }: QueuedJob) {
  return { ...job, createdAt: createdAt.toISOString(), runAt: runAt.toISOString() };
}

function declareMails(routes: Routes): void {
  routes.list(
    MAILS,
    {
      id: 'listTroubledMails',
      scope: 'assist',
      tag,
      summary: 'List late and failed mails',
      description:
        'Returns the mails to resellers, travellers and operators that did not leave in time, ' +
        'the newest first. Mails are erased after 90 days.',
      title: 'TroubledMails',
      filters: Type.Object({
        state: Type.Optional(oneOf(MAIL_STATES, { description: 'Only mails in this state.' })),
        kind: Type.Optional(
          Type.String({
            description: 'Only mails of this kind.',
            maxLength: 64,
            examples: ['invoice'],
          }),
        ),
        organization_id: OrganizationFilter,
      }),
      item: MailSchema,
      exampleItem: aMail,
      keys: 1,
      keysetOf: ({ id }) => [id],
      show: showMail,
    },
    ({ db }, { filters: { organization_id: organizationId, ...named }, after, limit }) =>
      selectTroubledMails(db, { ...named, organizationId, below: placeById(after), limit }),
  );
}

function showMail({ createdAt, nextAttemptAt, failedAt, ...mail }: TroubledMail) {
  return {
    ...mail,
    createdAt: createdAt.toISOString(),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    failedAt: failedAt?.toISOString() ?? null,
  };
}

function declareRetries(routes: Routes): void {
  routes.write(
    `POST ${JOBS}/retry`,
    {
      id: 'retryTroubledJobs',
      scope: 'operate',
      tag,
      summary: 'Retry failed jobs',
      description:
        'Runs jobs that failed, or that wait after a failure, now and with all their attempts.',
      body: Type.Object({
        ids: Type.Array(Type.String({ pattern: '^\\d{1,18}$', must: 'be the ID of a job' }), {
          minItems: 1,
          maxItems: 200,
          description: 'The IDs of the jobs.',
          examples: [['4711']],
        }),
      }),
      answer: RetriedSchema,
      example: { retried: 1, items: [{ id: '4711', outcome: 'retried' }] },
    },
    async (scope, { body }) => showRetried(await retryJobs(scope, body)),
  );
  routes.write(
    `POST ${MAILS}/retry`,
    {
      id: 'retryTroubledMails',
      scope: 'operate',
      tag,
      summary: 'Retry failed mails',
      description:
        'Sends mails that failed, or that wait after a failure, again. A mail whose links have ' +
        'expired, or whose address is none, is not sent.',
      body: idsOf('The IDs of the mails.', anId),
      answer: RetriedSchema,
      example: someRetried,
    },
    async (scope, { body }) => showRetried(await retryMails(scope, body)),
  );
}
