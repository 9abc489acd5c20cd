export { eraseTravellerMails } from './erase-traveller-mails.ts';
export { mailTravellersEverywhere } from './mail-events.ts';
export { createTravellerMailTask, TRAVELLER_MAIL_TASK } from './mail-task.ts';
export { registerTravellerMailRoutes } from './routes.ts';
export { type MailToTraveller, readMailsToTraveller, resetTravellerMails } from './sent-store.ts';
