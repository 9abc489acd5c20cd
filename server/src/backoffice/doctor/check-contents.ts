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
      ? ok('The seller is set.', 'Der Verkäufer ist festgelegt.')
      : missing(
          'No seller is set, so no invoice can be issued.',
          'Kein Verkäufer ist festgelegt; so kann keine Rechnung ausgestellt werden.',
        ),
    data_plans:
      contents.plans > 0
        ? ok(`${count(contents.plans, 'active data plan')}.`, `${zahl(contents.plans, PLAN)}.`)
        : missing('There is no active data plan.', 'Es gibt keinen aktiven Datentarif.'),
    prices: checkPrices(contents),
    costs: checkCosts(contents),
    stock: checkStock(carriers),
    reseller: atLeastOne(contents.resellers, 'reseller', ['Reseller', 'Reseller']),
    offer: atLeastOne(contents.offeringAccounts, 'live account with an active inventory item', [
      'Live-Konto mit einem aktiven Angebot',
      'Live-Konten mit einem aktiven Angebot',
    ]),
    credits: atLeastOne(contents.fundedAccounts, 'live account with credits', [
      'Live-Konto mit Guthaben',
      'Live-Konten mit Guthaben',
    ]),
    access: atLeastOne(contents.apiKeys, 'API key of a live account', [
      'API-Schlüssel eines Live-Kontos',
      'API-Schlüssel von Live-Konten',
    ]),
    worker: checkWorker(contents),
    backups: checkBackups(contents),
  } satisfies Partial<Record<RequirementName, Finding>>;
}

/** Returns the finding about the version of PostgreSQL. */
export function checkVersion({ postgresVersion }: Contents): Finding {
  const detail = `PostgreSQL ${postgresVersion}.`;
  return postgresVersion < OLDEST_POSTGRES ? missing(detail, detail) : ok(detail, detail);
}

function checkOperators({ operators, operatorsWithFactor }: Contents): Finding {
  if (operators === 0) return missing('There is no operator.', 'Es gibt keinen Betreiber.');
  if (operatorsWithFactor === 0) {
    return missing('No operator has a second factor.', 'Kein Betreiber hat einen zweiten Faktor.');
  }
  const found = operatorsWithFactor < ENOUGH_OPERATORS ? attention : ok;
  return found(
    `${count(operatorsWithFactor, 'operator')} with a second factor.`,
    `${operatorsWithFactor} Betreiber mit einem zweiten Faktor.`,
  );
}

function checkPrices({ plans, unpricedPlans }: Contained): Finding {
  if (unpricedPlans === 0 && plans > 0) {
    return ok(
      'Every active data plan has a default price.',
      'Jeder aktive Datentarif hat einen Standardpreis.',
    );
  }
  const found = unpricedPlans === plans ? missing : attention;
  return found(
    `${count(unpricedPlans, 'active data plan')} without a default price.`,
    `${zahl(unpricedPlans, PLAN)} ohne Standardpreis.`,
  );
}

function checkCosts({ plans, uncostedPlans }: Contained): Finding {
  if (uncostedPlans === 0 && plans > 0) {
    return ok('Every active data plan has a cost.', 'Jeder aktive Datentarif hat Kosten.');
  }
  return attention(
    `${count(uncostedPlans, 'active data plan')} without a cost.`,
    `${zahl(uncostedPlans, PLAN)} ohne Kosten.`,
  );
}

function checkStock(carriers: readonly CarrierStock[]): Finding {
  const stocks = carriers.filter(({ carrier }) => carrier !== SANDBOX_CARRIER);
  if (stocks.length === 0) {
    return missing(
      'No active data plan names a carrier with profiles.',
      'Kein aktiver Datentarif nennt einen Netzbetreiber mit Profilen.',
    );
  }
  const listed = (word: string) =>
    `${stocks.map(({ carrier, free }) => `${carrier}: ${free} ${word}`).join(', ')}.`;
  const details = [listed('free'), listed('frei')] as const;
  if (stocks.every(({ free }) => free === 0)) return missing(...details);
  const isLow = stocks.some(
    ({ free, alertThreshold }) => free === 0 || free < (alertThreshold ?? 0),
  );
  return isLow ? attention(...details) : ok(...details);
}

function checkWorker({ workerAgeSeconds: age }: Contents): Finding {
  if (age === null) return missing('No worker has run.', 'Noch kein Worker lief.');
  const seconds = Math.round(age);
  const found = age > WORKER_WITHIN_SECONDS ? missing : ok;
  return found(
    `A worker was last seen ${count(seconds, 'second')} ago.`,
    `Zuletzt lief ein Worker vor ${zahl(seconds, ['Sekunde', 'Sekunden'])}.`,
  );
}

function checkBackups({ backupAgeSeconds: age }: Contents): Finding {
  if (age === null) {
    return missing('No backup was recorded.', 'Keine Sicherung wurde vermerkt.');
  }
  const found = age > BACKUP_WITHIN_SECONDS ? attention : ok;
  const hours = Math.round(age / 3_600);
  return found(
    `The last backup was recorded ${count(hours, 'hour')} ago.`,
    `Die letzte Sicherung wurde vor ${zahl(hours, ['Stunde', 'Stunden'])} vermerkt.`,
  );
}

type Nouns = readonly [one: string, more: string];
const PLAN: Nouns = ['aktiver Datentarif', 'aktive Datentarife'];

function atLeastOne(number: number, noun: string, nouns: Nouns): Finding {
  return number > 0
    ? ok(`${count(number, noun)}.`, `${zahl(number, nouns)}.`)
    : missing(`There is no ${noun}.`, `Es gibt noch keine ${nouns[1]}.`);
}

function zahl(number: number, [one, more]: Nouns): string {
  return `${number} ${number === 1 ? one : more}`;
}

function count(number: number, noun: string): string {
  if (number === 1) return `1 ${noun}`;
  const [first = '', ...rest] = noun.split(/(?= (?:of|with) )/);
  const plural =
    first.endsWith('y') && !/[aeou]y$/.test(first) ? `${first.slice(0, -1)}ies` : `${first}s`;
  return `${number} ${[plural, ...rest].join('')}`;
}
