import { enterprise, original } from './generated.mjs';
import { insider } from './insider.mjs';
import { newcomers } from './newcomers.mjs';
import { office } from './office.mjs';
import { tiny } from './tiny.mjs';
import { variants } from './variants.mjs';

/**
 * All populations. Each has a `name`, what it is `about`, how many `seeds` the bench uses, and `make(seed)`, which gives
 * `{ train, test }`: labelled rows `{ time, row, label }` in the order of time. Variants are the office with something missing.
 */
export const populations = [enterprise, insider, office, newcomers, original, tiny, ...variants];
