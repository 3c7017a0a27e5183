import { isRejection, normalise } from './sidecar.mjs';

/** What the detectors see of labelled rows: events as the product reads them. */
export function readEvents(rows) {
  return rows.map(({ row }) => {
    const event = normalise(row);
    if (isRejection(event)) throw new Error(`a population made a row that is no event: ${event.detail}`);
    return event;
  });
}
