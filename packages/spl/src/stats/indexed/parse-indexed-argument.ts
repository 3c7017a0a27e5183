import { SplError } from '../../spl-error.ts';
import { invalidArgument } from '../../syntax/arguments.ts';
import type { Aggregation } from '../aggregation.ts';
import { isKeyword, parseAggregations } from '../parse-aggregations.ts';
import { scanWords, type Word } from '../scan-words.ts';

/** What `tstats` and `mstats` were asked for. */
export interface IndexedArgument {
  readonly aggregations: readonly Aggregation[];
  readonly options: ReadonlyMap<string, string>;
  /** After `FROM datamodel=`. */
  readonly dataModel: string | undefined;
  /** A search expression, as written. */
  readonly where: string;
  readonly by: readonly string[];
}

type Clause = 'functions' | 'from' | 'where' | 'by';

/**
 * Parses `functions [FROM datamodel=x] [WHERE search] [BY fields [span=1h]]`.
 *
 * @param known - Names of options, in lower case.
 * @throws SplError for what is not understood.
 */
export function parseIndexedArgument(
  command: 'tstats' | 'mstats',
  argument: string,
  known: readonly string[],
): IndexedArgument {
  const functions: Word[] = [];
  const options = new Map<string, string>();
  const by: string[] = [];
  const where: string[] = [];
  let dataModel: string | undefined;
  let clause: Clause = 'functions';
  let whereStart = 0;
  const endWhere = (end: number): void => {
    if (clause === 'where') where.push(argument.slice(whereStart, end));
  };
  for (const word of scanWords(argument)) {
    const next = clauseOf(word);
    if (next !== undefined) {
      endWhere(word.start);
      whereStart = word.end;
      clause = next;
    } else if (clause === 'from') {
      if (word.name !== 'datamodel') throw unsupported(command, argument.slice(word.start, word.end));
      dataModel = word.text;
    } else if (clause === 'where' && word.name === 'span') {
      // `mstats` takes its span anywhere between the clauses.
      endWhere(word.start);
      whereStart = word.end;
      options.set(word.name, word.text);
    } else if (word.name !== undefined && clause !== 'where') {
      if (!known.includes(word.name)) throw invalidArgument(command, `${word.name}=${word.text}`);
      options.set(word.name, word.text);
    } else if (clause === 'by') by.push(fieldName(command, word));
    else if (clause === 'functions') functions.push(word);
  }
  endWhere(argument.length);
  return {
    aggregations: parseFunctions(command, functions),
    options,
    dataModel,
    where: where.join(' '),
    by,
  };
}

function clauseOf(word: Word): Clause | undefined {
  if (isKeyword(word, 'from')) return 'from';
  if (isKeyword(word, 'where')) return 'where';
  return isKeyword(word, 'by') || isKeyword(word, 'groupby') ? 'by' : undefined;
}

function fieldName(command: string, { text, isQuoted }: Word): string {
  if (!isQuoted && /[*()]/.test(text)) throw unsupported(command, text);
  return text;
}

function parseFunctions(command: 'tstats' | 'mstats', words: readonly Word[]): readonly Aggregation[] {
  const list = words.find(({ text }) => /^(?:list\b|.*\bPREFIX\s*\()/i.test(text));
  if (list !== undefined) throw unsupported(command, list.text);
  const aggregations = parseAggregations(words, {
    command,
    compile(expression) {
      throw unsupported(command, `eval(${expression})`);
    },
  });
  if (aggregations.length === 0) {
    throw new SplError(`Error in '${command}' command: A list of aggregation functions is required.`);
  }
  const pattern =
    command === 'tstats' ? aggregations.find(({ pattern: has }) => has !== undefined) : undefined;
  if (pattern !== undefined) throw unsupported(command, pattern.name);
  return aggregations;
}

function unsupported(command: string, text: string): SplError {
  return new SplError(`Error in '${command}' command: The argument '${text}' is unsupported.`);
}
