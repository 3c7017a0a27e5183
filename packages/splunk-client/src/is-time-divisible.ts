import { searchText } from './search-text.ts';

/** Commands that look at one event at a time, so that the events of two halves of a time are the events of the whole. */
const ONE_BY_ONE = new Set(
  `search where eval fields table rename rex regex spath lookup fillnull makemv mvexpand nomv extract kv xmlkv xpath replace
   convert iplocation tags reltime fieldformat rangemap`.split(/\s+/),
);
const OWN_TIME =
  /(?:^|[\s(])(?:earliest|latest|(?:start|end)timeu?|(?:start|end)?(?:days|hours|minutes|months)ago|searchtimespan\w*)\s*=/i;

/**
 * Whether a search over a time gives the same rows when it is read in pieces of that time: every command treats events one by one. False also for
 * whatever cannot be told: macros and subsearches, which may hold anything, a time set within the search, which would win over that of the pieces,
 * and searches that begin with another command than `search`.
 *
 * @param search - SPL, with or without the word `search` before a plain filter.
 * @example
 * isTimeDivisible('index=auth user!="a|b" | eval t=_time | table t user'); // => true
 * isTimeDivisible('index=auth | head 1000'); // => false
 */
export function isTimeDivisible(search: string): boolean {
  if (search.trim() === '') return false;
  const withoutComments = search.replace(/```.*?```/gs, ' ');
  const bare = searchText(withoutComments.replace(/"(?:[^"\\]|\\.)*"/gs, "''"));
  if (/["`[\]]/.test(bare) || OWN_TIME.test(bare)) return false;
  return bare.split('|').every((part, i) => {
    const name = /^\s*([a-z]+)(?![\w.])/i.exec(part)?.[1]?.toLowerCase();
    return name !== undefined && (i === 0 ? name === 'search' : ONE_BY_ONE.has(name));
  });
}
