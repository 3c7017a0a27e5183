import { parser } from '@prometheus-io/lezer-promql';

/** What a query asks for. */
export interface PromqlParts {
  readonly metrics: ReadonlySet<string>;
  /** Names of labels that are compared, kept or joined on. */
  readonly labels: ReadonlySet<string>;
  /** Comparisons of labels with texts, as `label op value`. */
  readonly matchers: readonly { readonly label: string; readonly value: string; readonly metric: string }[];
}

/**
 * Reads a query with the grammar of Prometheus itself.
 *
 * @throws SyntaxError with the place of the fault.
 */
export function readPromql(query: string): PromqlParts {
  const metrics = new Set<string>();
  const labels = new Set<string>();
  const matchers: { label: string; value: string; metric: string }[] = [];
  let metric = '';
  let label = '';
  parser.parse(query).iterate({
    enter: ({ type, from, to }) => {
      const text = query.slice(from, to);
      if (type.isError) throw new SyntaxError(`at ${from} of ${query}`);
      if (type.name === 'Identifier') metrics.add((metric = text));
      else if (type.name === 'LabelName') labels.add((label = text));
      else if (type.name === 'StringLiteral') matchers.push({ label, value: text.slice(1, -1), metric });
    },
  });
  return { metrics, labels, matchers };
}
