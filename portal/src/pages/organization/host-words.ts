import type { Words } from '../../words/language.tsx';

const en = {
  help: 'To prove that the host is yours, add this TXT record to its DNS before you save.',
  name: 'TXT record',
  value: 'Value',
  missing: 'The TXT record of your host is missing',
  missingHelp: 'Add it again and save. After seven days without it, the host is removed.',
};

const de: typeof en = {
  help: 'Damit belegt ist, dass der Host Ihnen gehört, tragen Sie vor dem Speichern diesen TXT-Eintrag in sein DNS ein.',
  name: 'TXT-Eintrag',
  value: 'Wert',
  missing: 'Der TXT-Eintrag Ihres Hosts fehlt',
  missingHelp:
    'Tragen Sie ihn wieder ein und speichern Sie. Nach sieben Tagen ohne ihn wird der Host entfernt.',
};

export const hostWords: Words<typeof en> = { en, de };
