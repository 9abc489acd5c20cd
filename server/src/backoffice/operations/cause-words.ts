import type { Locale } from '../../kernel/locale.ts';
import type { Cause } from './causes.ts';

type CauseWords = { reason: string; advice: string };

/** Why endpoints fail, after "have failed since 10:40 UTC: ", and what helps. */
export const CAUSE_WORDS: Record<Locale, Record<Cause, CauseWords>> = {
  en: {
    certificate_expired: {
      reason: 'their certificate expired',
      advice: 'Ask the reseller to renew the certificate, then retry.',
    },
    certificate: {
      reason: 'their certificate is not accepted',
      advice: 'Ask the reseller to check the certificate and its chain, then retry.',
    },
    name: {
      reason: 'their host name is not found in the DNS',
      advice: 'Ask the reseller to check the address and its DNS records.',
    },
    connection: {
      reason: 'their server does not accept connections',
      advice: 'Ask the reseller whether the server runs and its firewall lets us in.',
    },
    slow: {
      reason: 'their server does not answer in time',
      advice: 'Ask the reseller to answer first and to process the event afterwards.',
    },
    redirect: {
      reason: 'their server redirects',
      advice: 'Ask the reseller to set the final address: redirects are not followed.',
    },
    forbidden: {
      reason: 'their server forbids the call',
      advice: 'Ask the reseller to check how it verifies signatures, and its firewall.',
    },
    not_found: {
      reason: 'their server knows no such address',
      advice: 'Ask the reseller to correct the address.',
    },
    too_many: {
      reason: 'their server answers 429',
      advice: 'Ask the reseller to set how many deliveries a second it takes.',
    },
    server_error: {
      reason: 'their server reports an error',
      advice: 'Ask the reseller to look into the logs of its server, then retry.',
    },
    refused: {
      reason: 'their server refuses the call',
      advice: 'Look at the last answer, and ask the reseller about it.',
    },
    secret: {
      reason: 'their signing secret cannot be read',
      advice: 'Check GIGASTORE_SECRET_KEY, or ask the reseller to rotate the secret.',
    },
    other: {
      reason: 'the last error says no more',
      advice: 'Look at the last error under Webhooks.',
    },
  },
  de: {
    certificate_expired: {
      reason: 'ihr Zertifikat ist abgelaufen',
      advice: 'Bitten Sie den Reseller, das Zertifikat zu erneuern; danach neu senden.',
    },
    certificate: {
      reason: 'ihr Zertifikat wird nicht angenommen',
      advice: 'Bitten Sie den Reseller, Zertifikat und Kette zu prüfen; danach neu senden.',
    },
    name: {
      reason: 'ihr Hostname steht nicht im DNS',
      advice: 'Bitten Sie den Reseller, die Adresse und ihre DNS-Einträge zu prüfen.',
    },
    connection: {
      reason: 'ihr Server nimmt keine Verbindungen an',
      advice: 'Fragen Sie den Reseller, ob der Server läuft und die Firewall uns durchlässt.',
    },
    slow: {
      reason: 'ihr Server antwortet nicht rechtzeitig',
      advice: 'Bitten Sie den Reseller, erst zu antworten und dann zu verarbeiten.',
    },
    redirect: {
      reason: 'ihr Server leitet um',
      advice: 'Bitten Sie den Reseller um die endgültige Adresse: Umleitungen folgen wir nicht.',
    },
    forbidden: {
      reason: 'ihr Server verbietet den Aufruf',
      advice: 'Bitten Sie den Reseller, die Prüfung der Signatur und die Firewall anzusehen.',
    },
    not_found: {
      reason: 'ihr Server kennt die Adresse nicht',
      advice: 'Bitten Sie den Reseller, die Adresse zu korrigieren.',
    },
    too_many: {
      reason: 'ihr Server antwortet mit 429',
      advice: 'Bitten Sie den Reseller festzulegen, wie viele Zustellungen je Sekunde er nimmt.',
    },
    server_error: {
      reason: 'ihr Server meldet einen Fehler',
      advice: 'Bitten Sie den Reseller, in die Protokolle zu sehen; danach neu senden.',
    },
    refused: {
      reason: 'ihr Server lehnt den Aufruf ab',
      advice: 'Sehen Sie die letzte Antwort an, und fragen Sie den Reseller danach.',
    },
    secret: {
      reason: 'ihr Signaturgeheimnis ist nicht lesbar',
      advice: 'Prüfen Sie GIGASTORE_SECRET_KEY, oder lassen Sie das Geheimnis erneuern.',
    },
    other: {
      reason: 'der letzte Fehler sagt nicht mehr',
      advice: 'Sehen Sie den letzten Fehler unter Webhooks an.',
    },
  },
};
