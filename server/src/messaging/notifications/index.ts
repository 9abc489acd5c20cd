export { chooseNotifications, readNotifications } from './choose-notifications.ts';
export { NOTIFICATION_KINDS } from './notification.ts';
export { type Notice, notifyColleague, notifyColleagues } from './notify-colleagues.ts';
