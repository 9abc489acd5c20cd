/**
 * The verbs of operation ids, and the words with which the summary of such an operation begins.
 * Clients are generated from these names: list, get, create, update and delete where they fit,
 * otherwise the verb of the trade.
 */
const VERBS: Record<string, readonly string[]> = {
  list: ['List'],
  get: ['Retrieve', 'Get'],
  create: ['Create'],
  update: ['Update'],
  delete: ['Delete'],
  set: ['Set', 'Update', 'Create or update'],
  accept: ['Accept'],
  activate: ['Activate'],
  add: ['Add'],
  adjust: ['Adjust'],
  advance: ['Advance'],
  approve: ['Approve'],
  authenticate: ['Get', 'Create'],
  cancel: ['Cancel'],
  change: ['Change'],
  check: ['Check'],
  close: ['Close'],
  collect: ['Collect'],
  complete: ['Complete'],
  confirm: ['Confirm'],
  decide: ['Decide'],
  diagnose: ['Diagnose'],
  disable: ['Disable'],
  download: ['Download'],
  enable: ['Enable'],
  end: ['End'],
  erase: ['Erase'],
  export: ['Export'],
  import: ['Import'],
  invite: ['Invite'],
  issue: ['Issue'],
  offer: ['Offer'],
  prepay: ['Prepay'],
  preview: ['Preview'],
  purchase: ['Purchase', 'Buy'],
  quote: ['Get a quote'],
  refund: ['Refund'],
  regenerate: ['Regenerate'],
  register: ['Create', 'Register'],
  reject: ['Reject'],
  remove: ['Remove'],
  renew: ['Renew'],
  replace: ['Replace'],
  replay: ['Resend', 'Replay'],
  reply: ['Reply'],
  report: ['Report', 'Retrieve'],
  request: ['Request'],
  resend: ['Resend'],
  reset: ['Reset'],
  resume: ['Resume'],
  settle: ['Settle'],
  retire: ['Retire'],
  retry: ['Retry'],
  revoke: ['Revoke'],
  rotate: ['Rotate'],
  run: ['Run'],
  search: ['Search'],
  send: ['Send'],
  sign: ['Sign in', 'Sign out', 'Sign up'],
  simulate: ['Simulate'],
  start: ['Start', 'Set up'],
  stop: ['Stop'],
  stream: ['Stream'],
  suspend: ['Suspend'],
  test: ['Send a test'],
  top: ['Top up'],
  verify: ['Verify', 'Complete'],
  withdraw: ['Withdraw', 'Revoke'],
};

const MAX_SUMMARY_LENGTH = 60;

export type Described = { operationId: string; summary: string; description?: string };

/** Returns what is wrong with an operation's names and words; undefined if nothing is. */
export function faultOf({ operationId, summary, description }: Described): string | undefined {
  if (!/^[a-z][A-Za-z0-9]+$/.test(operationId)) return 'the id is not in camelCase';
  const verb = /^[a-z]+/.exec(operationId)?.[0] ?? '';
  const beginnings = Object.hasOwn(VERBS, verb) ? VERBS[verb] : undefined;
  if (!beginnings) return `the id begins with "${verb}", which is not in VERBS`;
  if (!beginnings.some((beginning) => `${summary} `.startsWith(`${beginning} `)))
    return `the summary "${summary}" does not begin with ${beginnings.join(' or ')}`;
  if (summary.length > MAX_SUMMARY_LENGTH) return `the summary has ${summary.length} characters`;
  if (summary.endsWith('.')) return 'the summary ends with a full stop';
  return description ? undefined : 'the description is missing';
}
