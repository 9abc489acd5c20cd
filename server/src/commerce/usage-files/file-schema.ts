import { Type } from 'typebox';
import { answer, described, Id, nullable, oneOf, Timestamp } from '../../platform/http/schemas.ts';
import { FILE_SOURCES, FILE_STATES, type LineError, type UsageFile } from './usage-file.ts';

const count = (description: string) => Type.Integer({ description });

export const FileState = oneOf(FILE_STATES, {
  description:
    '`receiving` until all of the file is kept, `waiting` until its last line is charged, then ' +
    '`done`; `failed` if no line can be read.',
});

export const File = answer('UsageFile', {
  id: described(Id, 'The ID of the file.'),
  carrier: Type.String({ description: 'The name of the carrier.' }),
  fileName: Type.String({ description: 'The name of the file.' }),
  source: oneOf(FILE_SOURCES, { description: 'Where it came from.' }),
  takenBy: nullable(
    Type.String({ description: 'Who uploaded it; `null` for the folder and the command line.' }),
  ),
  state: FileState,
  fault: nullable(Type.String({ description: 'Why nothing of it is charged.' })),
  lines: count('The lines of the file, with its header and blank ones.'),
  linesDone: count('The lines that are dealt with by now.'),
  counted: count('The records that were charged.'),
  repeated: count('The records that were counted before.'),
  rejected: count('The lines that were not charged, each with its reason.'),
  countedBytes: count('The data of the records that were charged, in bytes.'),
  receivedAt: described(Timestamp, 'When it was received.'),
  endedAt: nullable(described(Timestamp, 'When its last line was dealt with.')),
});
export const aFile = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  carrier: 'alpine',
  fileName: 'alpine-2026-04-30.csv',
  source: 'upload',
  takenBy: 'Grace Hopper',
  state: 'done',
  fault: null,
  lines: 1001,
  linesDone: 1001,
  counted: 990,
  repeated: 8,
  rejected: 2,
  countedBytes: 1038090240,
  receivedAt: '2026-04-30T09:55:36.430Z',
  endedAt: '2026-04-30T09:55:37.120Z',
};

export const FileError = answer('UsageFileError', {
  line: Type.Integer({ description: 'The number of the line in the file.' }),
  text: Type.String({ description: 'The line; its first 1,000 characters if it is longer.' }),
  reason: Type.String({ description: 'Why it was not charged.' }),
});
export const anError: LineError = {
  line: 17,
  text: '8997212330099184891;31.04.2026;11:55:36;1,5;AT',
  reason: 'the start "31.04.2026 11:55:36" is not a time DD.MM.YYYY HH:mm:ss',
};

export function showFile(file: UsageFile) {
  const { takenByName, countedBytes, receivedAt, endedAt, ...shown } = file;
  return {
    ...shown,
    takenBy: takenByName,
    countedBytes: Number(countedBytes),
    receivedAt: receivedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
