import { SANDBOX_CARRIER } from '../../connectivity/carriers/index.ts';
import { attention, type Finding, missing, ok } from './check.ts';
import type { RequirementName } from './requirements.ts';
import type { CarrierStock, Contents } from './store.ts';

/** Six missed heartbeats of a worker. */
const WORKER_WITHIN_SECONDS = 120;
const BACKUP_WITHIN_SECONDS = 2 * 86_400;
const OLDEST_POSTGRES = 15;
/** Large sums and the approval of new operators need two. */
const ENOUGH_OPERATORS = 2;

type Contained = Pick<Contents, 'plans' | 'unpricedPlans' | 'uncostedPlans'>;

/** Returns the findings about the contents of the database. */
export function checkContents(contents: Contents, carriers: readonly CarrierStock[]) {
  return {
    operator: checkOperators(contents),
    seller: contents.hasSeller
      ? ok('The seller is set.')
      : missing('No seller is set, so no invoice can be issued.'),
    data_plans:
      contents.plans > 0
        ? ok(`${count(contents.plans, 'active data plan')}.`)
        : missing('There is no active data plan.'),
    prices: checkPrices(contents),
    costs: checkCosts(contents),
    stock: checkStock(carriers),
    reseller: atLeastOne(contents.resellers, 'reseller'),
    offer: atLeastOne(contents.offeringAccounts, 'live account with an active inventory item'),
    credits: atLeastOne(contents.fundedAccounts, 'live account with credits'),
    access: atLeastOne(contents.apiKeys, 'API key of a live account'),
    worker: checkWorker(contents),
    backups: checkBackups(contents),
  } satisfies Partial<Record<RequirementName, Finding>>;
}

/** Returns the finding about the version of PostgreSQL. */
export function checkVersion({ postgresVersion }: Contents): Finding {
  const detail = `PostgreSQL ${postgresVersion}.`;
  return postgresVersion < OLDEST_POSTGRES ? missing(detail) : ok(detail);
}

function checkOperators({ operators, operatorsWithFactor }: Contents): Finding {
  if (operators === 0) return missing('There is no operator.');
  if (operatorsWithFactor === 0) return missing('No operator has a second factor.');
  const detail = `${count(operatorsWithFactor, 'operator')} with a second factor.`;
  return operatorsWithFactor < ENOUGH_OPERATORS ? attention(detail) : ok(detail);
}

function checkPrices({ plans, unpricedPlans }: Contained): Finding {
  if (unpricedPlans === 0 && plans > 0) return ok('Every active data plan has a default price.');
  const detail = `${count(unpricedPlans, 'active data plan')} without a default price.`;
  return unpricedPlans === plans ? missing(detail) : attention(detail);
}

function checkCosts({ plans, uncostedPlans }: Contained): Finding {
  if (uncostedPlans === 0 && plans > 0) return ok('Every active data plan has a cost.');
  return attention(`${count(uncostedPlans, 'active data plan')} without a cost.`);
}

function checkStock(carriers: readonly CarrierStock[]): Finding {
  const stocks = carriers.filter(({ carrier }) => carrier !== SANDBOX_CARRIER);
  if (stocks.length === 0) return missing('No active data plan names a carrier with profiles.');
  const detail = `${stocks.map(({ carrier, free }) => `${carrier}: ${free} free`).join(', ')}.`;
  if (stocks.every(({ free }) => free === 0)) return missing(detail);
  const isLow = stocks.some(
    ({ free, alertThreshold }) => free === 0 || free < (alertThreshold ?? 0),
  );
  return isLow ? attention(detail) : ok(detail);
}

function checkWorker({ workerAgeSeconds: age }: Contents): Finding {
  if (age === null) return missing('No worker has run.');
  const detail = `A worker was last seen ${Math.round(age)} seconds ago.`;
  return age > WORKER_WITHIN_SECONDS ? missing(detail) : ok(detail);
}

function checkBackups({ backupAgeSeconds: age }: Contents): Finding {
  if (age === null) return missing('No backup was recorded.');
  const detail = `The last backup was recorded ${count(Math.round(age / 3_600), 'hour')} ago.`;
  return age > BACKUP_WITHIN_SECONDS ? attention(detail) : ok(detail);
}

function atLeastOne(number: number, noun: string): Finding {
  return number > 0 ? ok(`${count(number, noun)}.`) : missing(`There is no ${noun}.`);
}

function count(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  const [first = '', ...rest] = noun.split(/(?= (?:of|with) )/);
  const plural =
    first.endsWith('y') && !/[aeou]y$/.test(first) ? `${first.slice(0, -1)}ies` : `${first}s`;
  return `${number} ${[plural, ...rest].join('')}`;
}
