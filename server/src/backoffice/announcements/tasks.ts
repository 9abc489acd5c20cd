import type { Schedule, TaskParts, Tasks } from '../../platform/jobs/index.ts';
import { mailAnnouncements } from './mail-announcements.ts';

const MAIL_TASK = 'mail-announcements';
export const ANNOUNCEMENT_SCHEDULE: Schedule = [{ task: MAIL_TASK, cron: '* * * * *' }];

/** Returns the job that mails announcements; it can be run twice without harm. */
export function createAnnouncementTasks({ db, log, realNow }: TaskParts): Tasks {
  return {
    async [MAIL_TASK]() {
      const resellers = await mailAnnouncements(db, realNow());
      if (resellers > 0) log.info({ resellers }, 'announcements mailed');
    },
  };
}
