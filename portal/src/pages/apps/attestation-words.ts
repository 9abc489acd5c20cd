import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Attestation',
  states: { on: 'Required', off: 'Off' },
  attested: 'with attestation',
  requires: 'Sessions need an attestation',
  text: {
    android: 'Play Integrity of Google vouches for the app before it opens a session.',
    ios: 'App Attest of Apple vouches for the app before it opens a session.',
  },
  guide: 'App attestation',
  blocked:
    'This app activates packages by user tokens, which no attestation protects. Switch that off first.',
  activationBlocked:
    'The sessions of this app need an attestation, and user tokens carry none. Switch the attestation off first.',
  form: (name: string) => `Attestation of ${name}`,
  change: { android: 'Replace keys', ios: 'Change environment' },
  turnOn: 'Require attestation',
  save: 'Save changes',
  saved: 'The attestation is required.',
  lockedOut: 'Versions that do not attest can no longer open sessions',
  lockedOutText:
    'So the app must send an attestation first, and your customers must have updated. The SDKs attest once the app sets a provider.',
  verificationKey: 'Verification key',
  verificationKeyHelp:
    'In the Play Console: App integrity, Play Integrity API, response encryption. Choose to manage the keys yourself.',
  decryptionKey: 'Decryption key',
  decryptionKeyHelp: 'From the same page. It is kept encrypted and never shown again.',
  decryptionKeyKept: 'Kept encrypted, never shown',
  bothKeys: 'Send both keys, also if only one is new.',
  accepted: 'Accepted',
  acceptedText:
    'The app as Google Play knows it, with its package name and one of its registered certificates. Builds of your own are refused.',
  environment: 'Environment',
  environments: { production: 'Production', development: 'Development' },
  environmentHelp: {
    production: 'For the App Store and TestFlight. Builds of Xcode are refused.',
    development: 'For builds of Xcode. The App Store’s version is refused.',
  },
  since: 'Set',
  turnOff: 'Switch off',
  turnOffTitle: (name: string) => `Stop requiring an attestation of ${name}?`,
  turnOffText: {
    android:
      'Other programs with the key of the app can then open sessions too. The keys of the Play Console are deleted here: you enter them again to switch it on.',
    ios: 'Other programs with the key of the app can then open sessions too.',
  },
  turnedOff: 'The attestation is off.',
};
const de: typeof en = {
  title: 'Attestierung',
  states: { on: 'Verlangt', off: 'Aus' },
  attested: 'mit Attestierung',
  requires: 'Sitzungen brauchen eine Attestierung',
  text: {
    android: 'Play Integrity von Google bürgt für die App, bevor sie eine Sitzung öffnet.',
    ios: 'App Attest von Apple bürgt für die App, bevor sie eine Sitzung öffnet.',
  },
  guide: 'App-Attestierung',
  blocked:
    'Diese App aktiviert Pakete mit Nutzer-Token, die keine Attestierung schützt. Schalten Sie das zuerst aus.',
  activationBlocked:
    'Die Sitzungen dieser App brauchen eine Attestierung, und Nutzer-Token haben keine. Schalten Sie zuerst die Attestierung aus.',
  form: (name) => `Attestierung von ${name}`,
  change: { android: 'Schlüssel ersetzen', ios: 'Umgebung ändern' },
  turnOn: 'Attestierung verlangen',
  save: 'Änderungen speichern',
  saved: 'Die Attestierung wird verlangt.',
  lockedOut: 'Versionen ohne Attestierung öffnen keine Sitzungen mehr',
  lockedOutText:
    'Die App muss also erst eine Attestierung senden, und Ihre Kunden müssen aktualisiert haben. Die SDKs attestieren, sobald die App einen Provider setzt.',
  verificationKey: 'Prüfschlüssel',
  verificationKeyHelp:
    'In der Play Console: „App-Integrität“, „Play Integrity API“, Verschlüsselung der Antworten. Verwalten Sie die Schlüssel selbst.',
  decryptionKey: 'Entschlüsselungsschlüssel',
  decryptionKeyHelp:
    'Von derselben Seite. Er wird verschlüsselt aufbewahrt und nie wieder angezeigt.',
  decryptionKeyKept: 'Verschlüsselt aufbewahrt, nie angezeigt',
  bothKeys: 'Senden Sie beide Schlüssel, auch wenn nur einer neu ist.',
  accepted: 'Angenommen',
  acceptedText:
    'Die App, wie Google Play sie kennt, mit ihrem Paketnamen und einem ihrer registrierten Zertifikate. Eigene Builds werden abgewiesen.',
  environment: 'Umgebung',
  environments: { production: 'Produktion', development: 'Entwicklung' },
  environmentHelp: {
    production: 'Für App Store und TestFlight. Builds von Xcode werden abgewiesen.',
    development: 'Für Builds von Xcode. Die Version aus dem App Store wird abgewiesen.',
  },
  since: 'Eingestellt',
  turnOff: 'Ausschalten',
  turnOffTitle: (name) => `Keine Attestierung von ${name} mehr verlangen?`,
  turnOffText: {
    android:
      'Andere Programme mit dem Schlüssel der App können dann auch Sitzungen öffnen. Die Schlüssel der Play Console werden hier gelöscht: Zum Einschalten geben Sie sie neu ein.',
    ios: 'Andere Programme mit dem Schlüssel der App können dann auch Sitzungen öffnen.',
  },
  turnedOff: 'Die Attestierung ist aus.',
};
export const attestationWords: Words<typeof en> = { en, de };
