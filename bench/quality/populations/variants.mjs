import { office } from './office.mjs';

/** The office as seen through logs that lack something. */
export const variants = [
  variant('no-src', 'no source', (row) => ({ ...row, src: null })),
  variant('no-dest', 'no destination', (row) => ({ ...row, dest: null })),
  variant('no-process', 'no process', (row) => ({ ...row, process: null })),
  variant('constant-src', 'the same source everywhere, as behind a proxy', (row) => ({
    ...row,
    src: '10.0.0.1',
  })),
  variant('no-failures', 'no failed logons at all', (row) => (row.action === 'failure' ? null : row)),
];

function variant(name, lack, change) {
  const through = (rows) =>
    rows.flatMap((labelled) => {
      const row = change(labelled.row);
      return row ? [{ ...labelled, row }] : [];
    });
  return {
    name,
    about: `The office with ${lack}.`,
    seeds: 1,
    isVariant: true,
    make(seed) {
      const { train, test } = office.make(seed);
      return { train: through(train), test: through(test) };
    },
  };
}
