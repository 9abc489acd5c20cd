export { readArchive, verifyArchive } from './read-archive.ts';
export { writeArchive } from './write-archive.ts';
