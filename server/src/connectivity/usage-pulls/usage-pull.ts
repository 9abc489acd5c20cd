import type { KeptFigure } from './figure.ts';

/** An eSIM whose supplier is to be asked for its usage. */
export type DuePull = {
  accountId: string;
  esimProfileId: string;
  carrier: string;
  iccid: string;
  /** The supplier's own ID of the eSIM. */
  profileId: string;
};

/** What was counted of an eSIM, with what decides when it is asked about again. */
export type KeptPull = KeptFigure & {
  esimProfileId: string;
  iccid: string;
  /** When the figure last grew, or the eSIM was delivered or topped up. */
  changedAt: Date;
  createdAt: Date;
};

/** How the questions to a supplier go. */
export type PullFeed = {
  carrier: string;
  /** How many eSIMs it is asked about, and how many of them are due. */
  esims: number;
  waiting: number;
  askedAt: Date | null;
  answeredAt: Date | null;
  pausedUntil: Date | null;
  failures: number;
  detail: string | null;
};
