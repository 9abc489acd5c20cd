export { dropHistory, type Retention } from './drop-history.ts';
export { readArchive, verifyArchive } from './read-archive.ts';
export { writeArchive } from './write-archive.ts';
