export { table } from '../../quality/report/table.mjs';

/** `12,345`; with three digits that count below a thousand. */
export function number(value) {
  if (value >= 1000 || Number.isInteger(value)) return Math.round(value).toLocaleString('en');
  return value >= 100 ? value.toFixed(0) : value.toPrecision(value < 0.1 ? 2 : 3);
}

/** Milliseconds below a second, seconds above. */
export function duration(ms) {
  return ms < 1000 ? `${number(Math.round(ms * 10) / 10)} ms` : `${number(ms / 1000)} s`;
}

/** A median, with the least and the most beside it if there were several runs. */
export function spreadOf({ median, least, most }, show = duration) {
  return least === most ? show(median) : `${show(median)} (${show(least)} – ${show(most)})`;
}

/** MiB as megabytes of a million bytes, in which the goals are said. */
export function megabytes(mib) {
  const megabyte = mib * 1.048576;
  return `${number(megabyte < 10 ? Math.round(megabyte * 10) / 10 : Math.round(megabyte))} MB`;
}

export function times(value) {
  return `${number(value)} ×`;
}
