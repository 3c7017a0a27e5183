import { RATE_BINS, type RateName, rateNames } from '@sidecar/features';
import { accountField } from './account-spl.ts';
import { decimal } from './decimal.ts';
import { facetField, TEMPORARY } from './facet-field.ts';
import { evalStage, pipeline } from './stage.ts';

const f = (name: string): string => `${TEMPORARY}${name}`;
const isFailed = `${f('failed')}=1`;
const [source, network, destination] = [
  facetField('source'),
  facetField('source_network'),
  facetField('destination'),
];
const isTicket = `${f('id')}="4769"`;

/** Field that holds the bin of a rate. */
export function binField(rate: RateName): string {
  return f(`bin_${rate}`);
}

/** When a sliding window that holds an event alone holds something; undefined where it never does. */
const somethingAlone: Readonly<Record<RateName, string | undefined>> = {
  user_failures_1h: isFailed,
  source_failures_1h: `${isFailed} AND isnotnull(${source})`,
  source_users_failed_1h: `${isFailed} AND isnotnull(${source})`,
  source_users_failed_24h: `${isFailed} AND isnotnull(${source})`,
  network_users_failed_24h: `${isFailed} AND isnotnull(${network})`,
  destination_users_failed_1h: `${isFailed} AND isnotnull(${destination})`,
  source_users_1h: `isnotnull(${source})`,
  user_destinations_1h: `isnotnull(${destination})`,
  user_sources_1h: `isnotnull(${source})`,
  user_tickets_1h: isTicket,
  user_silence: undefined,
};

/** The bins of rates in which an event by itself is. */
export function ratesAloneSpl(): string {
  return evalStage(
    ...rateNames.map((name) => {
      const isOne = somethingAlone[name];
      return `${binField(name)}=${isOne === undefined ? 0 : `if(${isOne}, 1, 0)`}`;
    }),
  );
}

/** Entries of a window at most, as `@sidecar/features` holds them. */
const MOST_ENTRIES = 512;
const HOUR = 3600;
const DAY = 24 * HOUR;

/** Windows: over what, how long, of whom, and what is counted in them. Without a name for one event, it is in the group of the empty text. */
const windows: readonly {
  readonly by: 'user' | 'source' | 'network' | 'destination';
  readonly span: '1h' | '24h';
  readonly counts: Partial<Readonly<Record<RateName, string>>>;
}[] = [
  {
    by: 'user',
    span: '1h',
    counts: {
      user_failures_1h: `sum(${f('failed')})`,
      user_destinations_1h: `dc(${destination})`,
      user_sources_1h: `dc(${source})`,
      user_tickets_1h: `dc(${f('ticket')})`,
    },
  },
  {
    by: 'source',
    span: '1h',
    counts: {
      source_failures_1h: `sum(${f('failed')})`,
      source_users_failed_1h: `dc(${f('failed_user')})`,
      source_users_1h: `dc(${f('user')})`,
    },
  },
  { by: 'source', span: '24h', counts: { source_users_failed_24h: `dc(${f('failed_user')})` } },
  { by: 'network', span: '24h', counts: { network_users_failed_24h: `dc(${f('failed_user')})` } },
  { by: 'destination', span: '1h', counts: { destination_users_failed_1h: `dc(${f('failed_user')})` } },
  { by: 'user', span: '24h', counts: { user_silence: `max(${f('gap')})` } },
];

/** What must hold for a rate to be told of an event, where that is not always. */
const toldIf: Partial<Readonly<Record<RateName, string>>> = {
  source_failures_1h: `isnotnull(${source})`,
  source_users_failed_1h: `isnotnull(${source})`,
  source_users_1h: `isnotnull(${source})`,
  source_users_failed_24h: somethingAlone.source_users_failed_24h!,
  network_users_failed_24h: somethingAlone.network_users_failed_24h!,
  destination_users_failed_1h: somethingAlone.destination_users_failed_1h!,
};

/**
 * The bins of rates, counted in sliding windows over the events of the search, in time order: as `createRateTracker` of `@sidecar/features` does, but knowing
 * nothing from before the search. Windows reach back an hour or a day; the silence of an account begins with what the model last saw of it.
 */
export function ratesCountedSpl(): string {
  const groups = { user: f('user'), source, network, destination };
  return pipeline(
    'sort 0 _time',
    evalStage(
      `${f('failed_user')}=if(${isFailed}, ${f('user')}, null())`,
      `${f('ticket')}=if(${isTicket}, coalesce(${f('service')}, ${f('dest')}, "-"), null())`,
      ...Object.entries(groups).map(([by, field]) => `${f(`by_${by}`)}=coalesce(${field}, "")`),
    ),
    `streamstats current=f last(_time) AS ${f('before')} BY ${f('by_user')}`,
    evalStage(
      `${f('gap')}=floor((_time-coalesce(${f('before')}, min(_time, tonumber(${accountField('last_seen')})), _time))/${HOUR})`,
    ),
    ...windows.map(({ by, span, counts }) => {
      const aggregations = Object.entries(counts).map(
        ([rate, count]) => `${count} AS ${binField(rate as RateName)}`,
      );
      return `streamstats time_window=${span} global=f ${aggregations.join(' ')} BY ${f(`by_${by}`)}`;
    }),
    evalStage(
      ...rateNames.map((name) => {
        const bin = name === 'user_silence' ? silenceBin(binField(name)) : rateBin(binField(name));
        const condition = toldIf[name];
        return `${binField(name)}=${condition === undefined ? bin : `if(${condition}, ${bin}, 0)`}`;
      }),
    ),
  );
}

/** Nothing, then one bin per doubling. The logarithm of a power of two may lie below it by a hair. */
function rateBin(count: string): string {
  const doublings = `floor(log(min(${count}, ${MOST_ENTRIES}), 2)+0.000000001)`;
  return `if(${count}>0, min(${RATE_BINS - 1}, ${doublings}+1), 0)`;
}

/** Nothing below a week. */
function silenceBin(hours: string): string {
  return `if(${hours}>=${(7 * DAY) / HOUR}, min(${RATE_BINS - 1}, floor(log(${hours}, 2)+0.000000001)+1)-7, 0)`;
}

/** Expression for the steps in which clusters see a rate: nothing, up to 7, more. */
export function stepOf(rate: RateName): string {
  return `case(${binField(rate)}=0, 0, ${binField(rate)}<=${decimal(3)}, 1, true(), 2)`;
}
