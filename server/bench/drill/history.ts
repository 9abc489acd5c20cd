/** An answer to one attempt, or why there was none; the times are of `performance.now()`. */
export type Attempt = {
  startedAt: number;
  endedAt: number;
  status: number | 'none';
  retryAfter: string | null;
  detail: string;
};

/** One thing that a client wants, repeated with its key until it is answered. */
export type Operation = {
  key: string;
  kind: 'register' | 'topUp' | 'refund' | 'credits';
  /** The package that is refunded. */
  packageId?: string;
  /** The credits that are added; no two operations add the same. */
  amountMinor?: number;
  attempts: Attempt[];
  /** What the answers named: a package, or nothing for the other kinds. */
  acknowledged: string[];
};

/** What the database has of the load. */
export type Observed = {
  packages: { id: string; key: string; status: string }[];
  refunds: { packageId: string }[];
  credits: { amountMinor: number }[];
};

export type Finding = {
  kind: 'lost' | 'doubled' | 'other answer' | 'wrong answer' | 'unanswered' | 'books' | 'cluster';
  detail: string;
};

/** Compares what clients were told with what the database has, after every key was answered. */
export function checkHistory(operations: readonly Operation[], observed: Observed): Finding[] {
  const packages = groupBy(observed.packages, ({ key }) => key);
  const refunds = groupBy(observed.refunds, ({ packageId }) => packageId);
  const credits = groupBy(observed.credits, ({ amountMinor }) => String(amountMinor));
  const keys = new Set(operations.map(({ key }) => key));
  const findings = operations.flatMap((operation) => {
    const { key, kind, packageId = '', amountMinor = 0 } = operation;
    if (kind === 'refund') {
      const isRefunded = observed.packages.some(
        ({ id, status }) => id === packageId && status === 'REFUNDED',
      );
      const found = isRefunded ? (refunds.get(packageId) ?? []) : [];
      return [...wordsOf(operation), ...countOf(operation, found.length)];
    }
    if (kind === 'credits') {
      const found = credits.get(String(amountMinor)) ?? [];
      return [...wordsOf(operation), ...countOf(operation, found.length)];
    }
    const found = packages.get(key) ?? [];
    const isNamed = operation.acknowledged.every((id) => found.some((one) => one.id === id));
    const lost: Finding[] = isNamed ? [] : [{ kind: 'lost', detail: `${kind} ${key}` }];
    return [...wordsOf(operation), ...(isNamed ? countOf(operation, found.length) : lost)];
  });
  const unexpected = observed.packages.filter(({ key }) => !keys.has(key));
  return [
    ...findings,
    ...unexpected.map(({ id }): Finding => ({ kind: 'doubled', detail: `package ${id}` })),
  ];
}

/** An operation that was answered happened once. */
function countOf({ key, kind, acknowledged }: Operation, count: number): Finding[] {
  if (count > 1) return [{ kind: 'doubled', detail: `${kind} ${key}, ${count} times` }];
  if (count === 0 && acknowledged.length > 0) return [{ kind: 'lost', detail: `${kind} ${key}` }];
  return [];
}

/** The answers that a client may not get, whatever happens to the database. */
function wordsOf({ key, kind, attempts, acknowledged }: Operation): Finding[] {
  const wrong = attempts.filter(({ status, retryAfter }) => !isAllowed(status, retryAfter));
  const findings = wrong.map((attempt): Finding => {
    const { status, detail } = attempt;
    return { kind: 'wrong answer', detail: `${kind} ${key}: ${status} ${detail}` };
  });
  if (new Set(acknowledged).size > 1) {
    findings.push({ kind: 'other answer', detail: `${kind} ${key}: ${acknowledged.join(', ')}` });
  }
  if (acknowledged.length === 0) findings.push({ kind: 'unanswered', detail: `${kind} ${key}` });
  return findings;
}

function isAllowed(status: Attempt['status'], retryAfter: string | null): boolean {
  return status === 200 || (status === 503 && retryAfter !== null);
}

/** Returns the longest time without a success after a moment, in milliseconds; Infinity if none. */
export function longestSilence(operations: readonly Operation[], since: number): number {
  const successes = operations
    .flatMap(({ attempts }) => attempts)
    .filter(({ status, endedAt }) => status === 200 && endedAt > since)
    .map(({ endedAt }) => endedAt)
    .sort((one, other) => one - other);
  if (successes.length === 0) return Number.POSITIVE_INFINITY;
  let [before, longest] = [since, 0];
  for (const moment of successes) {
    longest = Math.max(longest, moment - before);
    before = moment;
  }
  return longest;
}

/** Returns how many answers were refusals. */
export function countRefusals(operations: readonly Operation[]): number {
  return operations.flatMap(({ attempts }) => attempts).filter(({ status }) => status === 503)
    .length;
}

/** Returns the rows by their key, in their order. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
