/** Colours that are told apart with any kind of colour vision, after Okabe and Ito (2008), "Color Universal Design", and readable on white. */
export const palette = {
  usual: '#0072B2',
  unusual: '#D55E00',
  reference: '#5B6770',
  good: '#009E73',
  bounds: '#CC79A7',
} as const;

/** For any number of series: those of Paul Tol's muted scheme, whose lightness differs as well. */
export const seriesColors: readonly string[] = [
  '#332288',
  '#44AA99',
  '#CC6677',
  '#DDAA33',
  '#88CCEE',
  '#882255',
  '#117733',
  '#AA4499',
  '#999933',
  '#5B6770',
];
