export { listPullFeeds, markAnswered, markUnanswered, pauseFeed } from './feed-store.ts';
export { type Answer, followFigure } from './figure.ts';
export { nextPullMs, pauseMs } from './pull-schedule.ts';
export {
  deferPulls,
  insertPulls,
  leaseDuePulls,
  lockPulls,
  type NextPull,
  nudgePull,
  renewPulls,
  updatePulls,
} from './pull-store.ts';
export type { DuePull, KeptPull, PullFeed } from './usage-pull.ts';
