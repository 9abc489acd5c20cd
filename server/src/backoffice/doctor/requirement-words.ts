import type { Requirement } from './check.ts';
import type { RequirementName } from './requirements.ts';

/** The titles and remedies of the requirements in German. */
export const GERMAN_REQUIREMENTS: Record<RequirementName, Pick<Requirement, 'title' | 'remedy'>> = {
  environment: {
    title: 'Umgebung',
    remedy: 'Berichtigen Sie die Umgebungsvariablen; alle stehen im README.',
  },
  live_mode: {
    title: 'Live-Modus',
    remedy: 'Setzen Sie GIGASTORE_MODE=live (docs/running/live-mode.md).',
  },
  secret_key: {
    title: 'Geheimer Schlüssel',
    remedy:
      'Erzeugen Sie mit openssl rand -base64 32 einen Schlüssel, setzen Sie ihn für jeden ' +
      'Prozess als GIGASTORE_SECRET_KEY, und bewahren Sie eine Kopie getrennt von den ' +
      'Sicherungen der Datenbank auf (docs/running/secrets.md).',
  },
  database: {
    title: 'Datenbank',
    remedy:
      'Setzen Sie DATABASE_URL auf ein PostgreSQL 15 bis 18, das diese Maschine erreicht ' +
      '(docs/running/postgresql.md).',
  },
  migrations: {
    title: 'Migrationen',
    remedy: 'Führen Sie gigastore migrate aus.',
  },
  database_role: {
    title: 'Datenbankrolle',
    remedy:
      'Lassen Sie gigastore serve und worker mit einer Rolle laufen, der nichts gehört, und ' +
      'gigastore migrate mit der des Eigentümers in DATABASE_OWNER_URL ' +
      '(docs/running/database-roles.md).',
  },
  public_url: {
    title: 'Öffentliche Adresse',
    remedy:
      'Setzen Sie GIGASTORE_PUBLIC_URL auf die https-Adresse, die Clients verwenden, und stellen ' +
      'Sie einen Proxy mit TLS davor (docs/running/proxies.md).',
  },
  mail: {
    title: 'E-Mail',
    remedy:
      'Setzen Sie GIGASTORE_SMTP_URL und GIGASTORE_MAIL_FROM, und prüfen Sie das Protokoll des ' +
      'Workers (docs/running/email.md).',
  },
  worker: {
    title: 'Worker',
    remedy: 'Starten Sie gigastore worker neben gigastore serve, mit derselben Umgebung.',
  },
  operator: {
    title: 'Betreiber',
    remedy:
      'Führen Sie gigastore create-operator --email … --name … aus, öffnen Sie den ausgegebenen ' +
      'Link, melden Sie sich an und richten Sie den zweiten Faktor ein. Es sollten mindestens ' +
      'zwei Betreiber sein: große Beträge brauchen zwei Personen.',
  },
  seller: {
    title: 'Verkäufer',
    remedy: 'Legen Sie den Aussteller der Rechnungen mit PUT /operator/seller fest.',
  },
  payments: {
    title: 'Zahlungen',
    remedy:
      'Setzen Sie in PUT /operator/seller eine IBAN für Überweisungen oder die drei Variablen ' +
      'GIGASTORE_STRIPE_… mit Live-Schlüsseln für Karten (docs/running/stripe.md).',
  },
  data_plans: {
    title: 'Datentarife',
    remedy:
      'Importieren Sie Datentarife mit gigastore import-catalogue --file plans.csv, oder legen ' +
      'Sie sie mit POST /operator/data-plans an.',
  },
  prices: {
    title: 'Großhandelspreise',
    remedy:
      'Füllen Sie die Spalte wholesale_price von gigastore import-catalogue, oder rufen Sie ' +
      'PUT /operator/price-lists/{id}/prices/{dataPlanId} für die Standardpreisliste auf.',
  },
  costs: {
    title: 'Kosten',
    remedy:
      'Füllen Sie die Spalte cost von gigastore import-catalogue, oder rufen Sie ' +
      'PUT /operator/data-plans/{id}/cost auf. Ohne Kosten zeigen Berichte keine Marge.',
  },
  stock: {
    title: 'eSIM-Profile',
    remedy:
      'Übernehmen Sie mit gigastore import-profiles --file profiles.csv --carrier … Profile ' +
      'jedes Netzbetreibers, den Datentarife nennen (docs/running/carriers.md).',
  },
  reseller: {
    title: 'Reseller',
    remedy:
      'Legen Sie einen Reseller mit gigastore create-organization an, oder lassen Sie einen sich ' +
      'registrieren.',
  },
  offer: {
    title: 'Angebote',
    remedy: 'Bieten Sie mit POST /operator/organizations/{id}/offers einen Datentarif an.',
  },
  credits: {
    title: 'Guthaben',
    remedy:
      'Lassen Sie den Reseller Guthaben kaufen, oder schreiben Sie es mit ' +
      'POST /operator/adjustments gut; eine Überweisung bestätigt POST /operator/bank-transfers.',
  },
  access: {
    title: 'API-Schlüssel',
    remedy: 'Legen Sie mit gigastore create-key --account … --name … einen API-Schlüssel an.',
  },
  audit: {
    title: 'Prüfung der Bücher',
    remedy: 'Führen Sie gigastore audit aus; ein Worker tut es jede Stunde.',
  },
  radius: {
    title: 'Verbrauch über RADIUS',
    remedy:
      'Starten Sie gigastore radius mit dem geheimen Schlüssel der Installation, und sorgen Sie ' +
      'dafür, dass die Pakete des Netzbetreibers dort ankommen (docs/running/radius.md).',
  },
  backups: {
    title: 'Sicherungen',
    remedy:
      'Sichern Sie die Datenbank, und vermerken Sie es mit gigastore backup --record ' +
      '(docs/running/backup.md).',
  },
};
