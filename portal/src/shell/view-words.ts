import type { Words } from '../words/language.tsx';

const en = {
  readBy: (name: string, until: string) =>
    `${name} of the platform reads your portal until ${until}.`,
  because: (reason: string) => `Reason: ${reason}. Nothing can be changed by it.`,
  dismiss: 'Dismiss',
  viewing: (name: string, until: string) => `You view the portal of ${name} until ${until}.`,
  nothing: 'Nothing can be changed.',
  end: 'End view',
  open: 'View portal',
  title: (name: string) => `View the portal of ${name}`,
  text: 'You read what the reseller reads for 30 minutes, and can change nothing. The reseller sees who viewed and why.',
  reason: 'Reason, which the reseller reads',
};
const de: typeof en = {
  readBy: (name, until) => `${name} vom Betreiber liest Ihr Portal bis ${until}.`,
  because: (reason) => `Grund: ${reason}. Ändern lässt sich dabei nichts.`,
  dismiss: 'Ausblenden',
  viewing: (name, until) => `Sie sehen das Portal von ${name} bis ${until}.`,
  nothing: 'Nichts lässt sich ändern.',
  end: 'Ansicht beenden',
  open: 'Portal ansehen',
  title: (name) => `Das Portal von ${name} ansehen`,
  text: 'Sie lesen 30 Minuten lang, was der Reseller liest, und können nichts ändern. Der Reseller sieht, wer es angesehen hat und warum.',
  reason: 'Grund, den der Reseller liest',
};
export const viewWords: Words<typeof en> = { en, de };
