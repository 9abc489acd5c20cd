/**
 * Changes of important lines that the tests must notice: one of `tests` fails when `to` stands in
 * the place of each `from`, which occurs once in its `file` of `server`. Where two lines guard the
 * same promise, both are changed.
 */
export const mutations = [
  {
    name: 'a transfer keeps the balance after it, not the one after its whole posting',
    changes: [
      {
        file: 'src/money/credits/store.ts',
        from: 'balanceMinor: balances[index] as bigint',
        to: 'balanceMinor: balances.at(-1) as bigint',
      },
    ],
    tests: ['src/money/credits', 'src/commerce/activations/sell-packages.test.ts'],
  },
  {
    name: 'a package is refunded once',
    changes: [
      {
        file: 'src/commerce/activations/package-store.ts',
        from: '      and id = ${id}\n    for no key update`',
        to: '      and id = ${id}`',
      },
      {
        file: 'src/commerce/activations/package-store.ts',
        from: "      and status = 'PURCHASED'\n      and state in ('WAITING', 'ACTIVE')\n",
        to: '',
      },
    ],
    tests: ['src/commerce/refunds'],
  },
  {
    name: 'a key that another request holds is in progress',
    changes: [
      {
        file: 'src/tenancy/idempotency/claim-keys.ts',
        from: '!isReserved.has(name)',
        to: 'name === undefined',
      },
    ],
    tests: ['src/tenancy/idempotency', 'test/endpoints.test.ts'],
  },
  {
    name: 'a batch that failed as a whole is run again in parts',
    changes: [
      {
        file: 'src/commerce/activations/lane.ts',
        from: 'batch.length === 1 || !options.mayRunAlone(error)',
        to: 'batch.length > 0 || !options.mayRunAlone(error)',
      },
    ],
    tests: ['src/commerce/activations/lane.test.ts'],
  },
  {
    name: 'a private route checks its scope',
    changes: [
      {
        file: 'src/platform/http/authentication.ts',
        from: '    guard.requireScope(context, scope);\n',
        to: '',
      },
    ],
    tests: ['src/platform/http', 'test/endpoints.test.ts'],
  },
  {
    name: 'prepaid units are locked before they are counted',
    changes: [
      {
        file: 'src/commerce/inventory/stock-store.ts',
        from: 'for no key update of item ${skipLocked ? sql`skip locked` : sql``}`',
        to: '${skipLocked ? sql`` : sql``}`',
      },
    ],
    tests: ['src/commerce/activations', 'src/commerce/inventory'],
  },
  {
    name: 'a webhook is signed with its id',
    changes: [
      {
        file: 'src/messaging/webhooks/sending/signature.ts',
        from: '`${id}.${timestamp}.${body}`',
        to: '`${timestamp}.${body}`',
      },
    ],
    tests: ['src/messaging/webhooks/sending/signature.test.ts'],
  },
  {
    name: 'a usage record counts once',
    changes: [
      {
        file: 'src/commerce/usage/store.ts',
        from: 'and asked.record_id not in (select record_id from claimed)',
        to: 'and false',
      },
    ],
    tests: ['src/commerce/usage'],
  },
  {
    name: "the month's limit of replacements is not passed by one",
    changes: [
      {
        file: 'src/commerce/replacements/store.ts',
        from: 'counted.replacements < (',
        to: 'counted.replacements <= (',
      },
    ],
    tests: ['src/commerce/replacements'],
  },
  {
    name: 'a session ends when it expires',
    changes: [
      {
        file: 'src/identity/sessions/session-store.ts',
        from: '      and sessions.expires_at > now()\n',
        to: '',
      },
      {
        file: 'src/identity/sessions/session-cache.ts',
        from: 'row.expiresAt.getTime() > clock()',
        to: 'row.expiresAt.getTime() > 0',
      },
    ],
    tests: ['src/identity/sessions'],
  },
  {
    name: 'a refund needs its own scope',
    changes: [
      { file: 'src/commerce/refunds/routes.ts', from: "scope: 'refund',", to: "scope: 'read'," },
    ],
    tests: ['test/endpoints.test.ts'],
  },
];
