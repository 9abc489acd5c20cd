/** Who receives notifications of a kind: roles of a company, by the names that members have. */
type Rule = {
  /** The roles that receive them by default. */
  roles: readonly string[];
  /** The roles that always receive them. */
  fixed?: readonly string[];
};

const EVERYBODY = ['owner', 'developer', 'finance', 'support', 'viewer'];
const ANYBODY = [...EVERYBODY, 'operator', 'operator-support'];
const MONEY = ['owner', 'finance'];

/** The mails that a company sends to its people, and who receives them. The one table. */
const RULES = {
  low_credits: { roles: MONEY },
  automatic_top_up: { roles: MONEY },
  payments: { roles: MONEY },
  invoices: { roles: ['finance'] },
  ticket_replies: { roles: EVERYBODY },
  webhook_disabled: { roles: ['owner', 'developer'] },
  approvals: { roles: ['owner', 'developer'] },
  sdk_apps: { roles: ['owner', 'developer'] },
  batch_finished: { roles: EVERYBODY },
  account_status: { roles: ['owner'], fixed: ['owner'] },
  security: { roles: ANYBODY, fixed: ANYBODY },
} satisfies Record<string, Rule>;

export type NotificationKind = keyof typeof RULES;
export const NOTIFICATION_KINDS = Object.keys(RULES) as NotificationKind[];

/** A kind of notification with the setting of one person. */
export type Notification = { kind: NotificationKind; enabled: boolean; canChange: boolean };

/** A choice of a person. */
export type NotificationChoice = { kind: string; isWanted: boolean };

/** Returns whether a person of a role receives a kind; `isWanted` is null without a choice. */
export function receives(kind: NotificationKind, role: string, isWanted: boolean | null): boolean {
  if (isFixed(kind, role)) return true;
  const { roles }: Rule = RULES[kind];
  return isWanted ?? roles.includes(role);
}

/** Whether a person of a role receives a kind whatever they choose. */
export function isFixed(kind: NotificationKind, role: string): boolean {
  const { fixed = [] }: Rule = RULES[kind];
  return fixed.includes(role);
}

/** Returns every kind that a role can receive, with the settings of a person. */
export function notificationsOf(
  role: string,
  choices: readonly NotificationChoice[],
): Notification[] {
  const kinds = EVERYBODY.includes(role) ? NOTIFICATION_KINDS : (['security'] as const);
  return kinds.map((kind) => {
    const choice = choices.find((one) => one.kind === kind);
    const enabled = receives(kind, role, choice?.isWanted ?? null);
    return { kind, enabled, canChange: !isFixed(kind, role) };
  });
}
