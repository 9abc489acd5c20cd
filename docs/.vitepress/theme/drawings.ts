/** What a drawn screen shows, from top to bottom. */
export type Part =
  | ['title' | 'text' | 'small' | 'button' | 'quiet' | 'field' | 'done', string]
  | ['offer', string, string]
  | ['row', string, string]
  | ['ring', string, number]
  | ['code'];

export type Drawing = { caption: string; parts: Part[] };

/** The screens of the guide on user experience. */
export const DRAWINGS: Record<string, Drawing> = {
  device: {
    caption: 'Which phone?',
    parts: [
      ['title', 'Does your phone fit?'],
      ['field', 'Pixel 8'],
      ['done', 'Pixel 8 takes an eSIM'],
      ['text', 'It must not be locked to'],
      ['text', 'an operator.'],
      ['quiet', 'How do I find out?'],
      ['button', 'Continue'],
    ],
  },
  choose: {
    caption: 'Data, days, price',
    parts: [
      ['title', 'Europe'],
      ['small', '52 countries'],
      ['offer', '1 GB · 30 days', '3.49'],
      ['offer', '3 GB · 30 days', '7.99'],
      ['offer', '10 GB · 30 days', '19.99'],
      ['quiet', 'Show the countries'],
    ],
  },
  when: {
    caption: 'When it starts',
    parts: [
      ['title', 'When does it start?'],
      ['offer', 'When you arrive', ''],
      ['offer', 'Now', ''],
      ['text', 'It starts in the first of its'],
      ['text', 'countries, within 90 days.'],
      ['button', 'Pay 3.49'],
    ],
  },
  paid: {
    caption: 'On the phone that gets it',
    parts: [
      ['done', 'Paid'],
      ['title', 'Install your eSIM'],
      ['text', 'Do it now, on Wi-Fi.'],
      ['text', 'It starts when you arrive.'],
      ['button', 'Install on this phone'],
      ['quiet', 'Send to another device'],
    ],
  },
  install: {
    caption: 'On any other screen',
    parts: [
      ['title', 'Scan with your phone'],
      ['code'],
      ['row', 'Address', 'Copy'],
      ['row', 'Code', 'Copy'],
    ],
  },
  ready: {
    caption: 'When it is installed',
    parts: [
      ['done', 'Your eSIM is ready'],
      ['text', 'After landing:'],
      ['row', 'Data roaming', 'On'],
      ['row', 'Mobile data', 'eSIM'],
      ['small', 'Do not delete the eSIM.'],
      ['button', 'Done'],
    ],
  },
  landed: {
    caption: 'After landing',
    parts: [
      ['title', 'Welcome to Austria'],
      ['done', 'You are online'],
      ['row', 'Data', '1.0 GB'],
      ['row', 'Until', '30 May'],
      ['quiet', 'It does not work'],
    ],
  },
  left: {
    caption: 'On the trip',
    parts: [
      ['title', 'Europe 1 GB'],
      ['ring', '0.6 GB', 0.6],
      ['small', 'Reported 4 minutes ago'],
      ['row', 'Days left', '12'],
      ['quiet', 'Add data'],
    ],
  },
  low: {
    caption: 'When it runs low',
    parts: [
      ['title', 'Little data is left'],
      ['ring', '94 MB', 0.09],
      ['offer', '1 GB · 30 days', '3.49'],
      ['offer', '3 GB · 30 days', '7.99'],
      ['small', 'The eSIM stays the same.'],
    ],
  },
};
