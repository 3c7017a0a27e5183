export { createAtomicWriter, type AtomicWriter, type AtomicWriterOptions } from './create-atomic-writer.ts';
export { IoError, toIoError, type IoErrorCode } from './io-error.ts';
export { type Line } from './line.ts';
export { readLines, type ReadLinesOptions } from './read-lines.ts';
export { writeFileAtomic } from './write-file-atomic.ts';
