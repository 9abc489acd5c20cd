import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Guides',
  sub: 'What travellers ask most, and what to answer',
  guide: 'Guide',
  guides: {
    connectivity: {
      title: 'The eSIM finds no network',
      lead: 'In nine of ten cases a setting on the phone is the cause. Go through the list with the traveller.',
      steps: [
        ['Switched on', 'Settings, mobile network: the eSIM is listed and turned on.'],
        [
          'Chosen for data',
          'It is the line for mobile data. Phones with two lines often keep using the other one.',
        ],
        ['Data roaming on', 'For this line. It costs nothing; without it there is no data abroad.'],
        ['Country covered', 'The connectivity check shows where it was seen last.'],
        ['Restart', 'Flight mode on for ten seconds, then off. Then restart the phone.'],
        ['Manual network selection', 'Select a network manually and try each one for two minutes.'],
      ],
      last: 'Still nothing? Open a ticket from the eSIM: its ICCID is filled in.',
    },
    device: {
      title: 'The traveller has a new phone',
      lead: 'An eSIM can be on one phone at a time. Do not delete it before you have the new phone.',
      steps: [
        ['Look first', 'The list of eSIMs shows how many installations are left.'],
        ['Some left', 'Delete the eSIM on the old phone, then send the installation link again.'],
        ['None left', 'Replace the eSIM. The new one has the same data; the old one ends at once.'],
        ['Phone lost or stolen', 'Suspend the eSIM first, then replace it.'],
        ['Wi-Fi', 'Installing needs the internet. Tell travellers to do it on Wi-Fi.'],
      ],
      last: 'A reset of the phone deletes its eSIMs. It counts as a new phone.',
    },
    refunds: {
      title: 'The traveller asks for a refund',
      lead: 'A refund returns the wholesale price to your credits. What you return to the traveller is between the two of you.',
      steps: [
        ['Nothing used', 'A package without usage that has not expired can be refunded in Sales.'],
        ['Monthly limit', 'The number of refunds left is shown above the button.'],
        ['Prepaid stock', 'A package from stock cannot be refunded; the unit is used.'],
        ['Started by mistake', 'Started without usage counts as unused until it expires.'],
        ['Data was used', 'Open a ticket with the Data Package ID and say what went wrong.'],
      ],
      last: 'Do you have a good reason for an exception? Open a ticket from the sale; its ID is filled in.',
    },
  },
};
const de: typeof en = {
  title: 'Anleitungen',
  sub: 'Was Reisende am häufigsten fragen, und was zu antworten ist',
  guide: 'Anleitung',
  guides: {
    connectivity: {
      title: 'Die eSIM findet kein Netz',
      lead: 'In neun von zehn Fällen ist es eine Einstellung am Telefon. Gehen Sie die Liste mit dem Reisenden durch.',
      steps: [
        ['Eingeschaltet', 'Einstellungen, Mobilfunk: die eSIM steht dort und ist eingeschaltet.'],
        ['Für Daten gewählt', 'Sie ist die Leitung für mobile Daten. Oft ist es noch die andere.'],
        [
          'Datenroaming an',
          'Für diese Leitung. Es kostet nichts; ohne gibt es im Ausland keine Daten.',
        ],
        ['Land abgedeckt', 'Die Verbindungsprüfung zeigt, wo die eSIM zuletzt gesehen wurde.'],
        ['Neu starten', 'Flugmodus zehn Sekunden an, dann aus. Danach das Telefon neu starten.'],
        ['Netz von Hand', 'Ein Netz von Hand wählen und jedem zwei Minuten geben.'],
      ],
      last: 'Hilft nichts? Stellen Sie von der eSIM aus eine Anfrage: ihre ICCID ist eingetragen.',
    },
    device: {
      title: 'Der Reisende hat ein neues Telefon',
      lead: 'Eine eSIM ist immer nur auf einem Telefon. Nicht löschen, bevor das neue zur Hand ist.',
      steps: [
        ['Erst nachsehen', 'Die Liste der eSIMs zeigt, wie viele Installationen übrig sind.'],
        [
          'Noch welche übrig',
          'Die eSIM auf dem alten Telefon löschen, dann den Installationslink erneut senden.',
        ],
        ['Keine übrig', 'Die eSIM ersetzen. Die neue hat dieselben Daten; die alte endet sofort.'],
        ['Verloren oder gestohlen', 'Die eSIM erst sperren, dann ersetzen.'],
        ['WLAN', 'Installieren braucht Internet. Raten Sie Reisenden zu WLAN.'],
      ],
      last: 'Zurücksetzen löscht die eSIMs eines Telefons. Es zählt wie ein neues Telefon.',
    },
    refunds: {
      title: 'Jemand will sein Geld zurück',
      lead: 'Eine Erstattung bringt den Einkaufspreis zurück ins Guthaben. Was Sie dem Reisenden zurückgeben, ist zwischen Ihnen beiden.',
      steps: [
        [
          'Nichts genutzt',
          'Ein Paket ohne Nutzung, das nicht abgelaufen ist, lässt sich unter Verkäufe erstatten.',
        ],
        [
          'Kontingent des Monats',
          'Wie viele Erstattungen übrig sind, steht über der Schaltfläche.',
        ],
        [
          'Vorab gekaufter Bestand',
          'Ein Paket daraus lässt sich nicht erstatten; die Einheit ist verbraucht.',
        ],
        [
          'Versehentlich gestartet',
          'Gestartet, aber ohne Nutzung, gilt bis zum Ablauf als ungenutzt.',
        ],
        [
          'Daten genutzt',
          'Stellen Sie eine Anfrage mit der Data Package ID und dem, was schiefging.',
        ],
      ],
      last: 'Hier abgelehnt, aber mit gutem Grund? Der Verkauf öffnet eine Anfrage mit seiner ID.',
    },
  },
};
export const guideWords: Words<typeof en> = { en, de };
