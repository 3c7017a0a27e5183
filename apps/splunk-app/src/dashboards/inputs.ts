import type { Input } from './dashboard.ts';

/** Time range; from the beginning until now unless it is changed. Its token is `time`. */
export function timeInput(): Input {
  return { type: 'input.timerange', title: 'Time range', options: { token: 'time', defaultValue: '0,now' } };
}

/**
 * A choice among the rows of a source with the columns `label` and `value`, and everything, `*`, which is chosen at first.
 *
 * @param token - Name of its token.
 */
export function choiceInput(
  title: string,
  {
    token,
    source,
    everything,
  }: { readonly token: string; readonly source: string; readonly everything: string },
): Input {
  return {
    type: 'input.dropdown',
    title,
    dataSources: { primary: source },
    options: {
      token,
      defaultValue: '*',
      items: '> frame(label, value) | prepend(formattedStatics) | objects()',
    },
    context: {
      formattedConfig: { number: { prefix: '' } },
      formattedStatics: '> statics | formatByType(formattedConfig)',
      statics: [[everything], ['*']],
      label: '> primary | seriesByName("label") | renameSeries("label") | formatByType(formattedConfig)',
      value: '> primary | seriesByName("value") | renameSeries("value") | formatByType(formattedConfig)',
    },
  };
}

/** A number from 0 to 100; 0, which leaves nothing out, at first. */
export function minimumInput(title: string, token: string): Input {
  return {
    type: 'input.number',
    title,
    options: { token, defaultValue: 0, min: 0, max: 100, step: 5 },
  };
}
