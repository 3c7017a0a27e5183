const GENERATING_COMMANDS = new Set(
  `search tstats mstats from makeresults inputlookup inputcsv metadata metasearch datamodel dbinspect eventcount gentimes
   loadjob savedsearch rest multisearch union mcatalog mpreview pivot walklex set`.split(/\s+/),
);

/**
 * The search as the REST interface wants it: over REST the first word is a command, so a plain filter such as
 * `index=main user=alice` needs the word `search` before it. Text that starts with `|`, or with a command that produces events, is left as it is;
 * `set=1` and `from="x"` are filters, not commands.
 *
 * @throws RangeError if the search is empty.
 * @example
 * searchText('index = ml_sidecar sourcetype = ml:sidecar:json'); // => 'search index = ml_sidecar sourcetype = ml:sidecar:json'
 */
export function searchText(spl: string): string {
  const text = spl.trim();
  if (text === '') throw new RangeError('search is empty, expected SPL such as: index=main sourcetype=auth');
  const afterComments = text.replace(/^(?:```[\s\S]*?```\s*)+/, '');
  if (afterComments.startsWith('|')) return afterComments;
  const first = /^([a-z]+)(?=\s|$|\[)(?!\s*[=<>!])/i.exec(afterComments)?.[1]?.toLowerCase();
  return first !== undefined && GENERATING_COMMANDS.has(first) ? text : `search ${text}`;
}
