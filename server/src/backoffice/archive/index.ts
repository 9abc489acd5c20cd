export { readArchive, verifyArchive } from './read-archive.ts';
export { type Months, writeArchive } from './write-archive.ts';
