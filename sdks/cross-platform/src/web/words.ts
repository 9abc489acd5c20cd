/** The words of the screen with link, QR code and codes. */
export type ScreenWords = {
  title: string;
  install: string;
  scan: string;
  address: string;
  code: string;
  confirmation: string;
  done: string;
  cancel: string;
};

export const ENGLISH: ScreenWords = {
  title: 'Install your eSIM',
  install: 'Install on this device',
  scan: 'Scan this code with the phone that takes the eSIM.',
  address: 'SM-DP+ address',
  code: 'Activation code',
  confirmation: 'Confirmation code',
  done: 'Done',
  cancel: 'Cancel',
};
