import type { UsageFileFormat } from './format.ts';

/** Where a file came from. */
export const FILE_SOURCES = ['upload', 'folder', 'command'] as const;
/** `receiving` until all of it is kept, `waiting` until its last line is charged. */
export const FILE_STATES = ['receiving', 'waiting', 'done', 'failed'] as const;

/** A file with the usage of a carrier's profiles, and how far it is charged. */
export type UsageFile = {
  id: string;
  carrier: string;
  fileName: string;
  source: (typeof FILE_SOURCES)[number];
  /** Who uploaded it; null for the folder and the command line. */
  takenByName: string | null;
  state: (typeof FILE_STATES)[number];
  /** Why nothing of it is charged. */
  fault: string | null;
  /** All lines, and those that are charged or rejected by now; blank ones and the header too. */
  lines: number;
  linesDone: number;
  /** Records that were charged, that were counted before, and lines that were not charged. */
  counted: number;
  repeated: number;
  rejected: number;
  countedBytes: bigint;
  receivedAt: Date;
  endedAt: Date | null;
};

/** What is needed to charge a file. */
export type OpenFile = {
  id: string;
  carrier: string;
  format: UsageFileFormat;
  heading: string | null;
  linesBefore: number;
  nextPart: number;
};

/** A line that was not charged. */
export type LineError = { line: number; text: string; reason: string };
