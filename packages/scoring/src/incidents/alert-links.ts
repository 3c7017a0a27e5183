import { addressScope, networkOf } from '@sidecar/events';
import { type Alert, mainReason } from './alert.ts';

/** What alerts of one incident have in common. */
export type LinkKind = 'account' | 'source' | 'network' | 'destination';

/** Something that an alert may share with others. */
export interface Link {
  readonly kind: LinkKind;
  readonly entity: string;
  /** Whether the alert is about this; the others do not tie it to a crowd. */
  readonly strong: boolean;
}

/** A source matters to an alert if this share of its score speaks of it. */
const EVIDENCE = 0.1;

const ofSource = new Set([
  'source',
  'source_network',
  'source_scope',
  'source_kind',
  'source_failures_1h',
  'source_users_failed_1h',
  'source_users_failed_24h',
  'source_users_1h',
  'network_users_failed_24h',
]);
const ofSourceKind = new Set([
  ...ofSource,
  'source_kind+destination_kind',
  'source_kind+process',
  'signature+source_kind',
]);
const ofCrowd = new Set(['destination_users_failed_1h']);

/**
 * What ties an alert to others: its account, always; its source, network or destination only with evidence that it matters,
 * as whole offices share jump hosts, terminal servers and gateways.
 *
 * - **source**: a tenth of the score speaks of the source; without reasons, if the logon failed. Never a loopback or no source.
 *   Strong if the main reason speaks of the source, or the logon failed.
 * - **network** (/24, /64): failures from public addresses whose source matters, be it for its kind: sprays from many
 *   addresses of one owner.
 * - **destination**: the same failures, as credential stuffing comes from everywhere; and failures without a source, if a
 *   tenth of the score speaks of how many accounts fail there.
 *
 * @returns The most telling first.
 */
export function alertLinks(alert: Alert): Link[] {
  const { user, src, dest, failed } = alert;
  const links: Link[] = [{ kind: 'account', entity: user, strong: true }];
  const add = (kind: LinkKind, entity: string | null, strong = true): void => {
    if (entity !== null) links.push({ kind, entity, strong });
  };
  const scope = addressScope(src);
  if (src === null || scope === 'none') {
    if (failed && shareOf(alert, ofCrowd) >= EVIDENCE) add('destination', dest);
    return links;
  }
  const isFromOutside = failed && scope === 'public';
  if (scope === 'loopback' || !sourceMatters(alert, isFromOutside ? ofSourceKind : ofSource)) return links;
  add('source', src, failed || ofSource.has(mainReason(alert)));
  if (isFromOutside) {
    add('network', networkOf(src, 'narrow'));
    add('destination', dest);
  }
  return links;
}

function sourceMatters(alert: Alert, codes: ReadonlySet<string>): boolean {
  return alert.reasons.length === 0 ? alert.failed : shareOf(alert, codes) >= EVIDENCE;
}

function shareOf({ reasons }: Alert, codes: ReadonlySet<string>): number {
  let all = 0;
  let some = 0;
  for (const { code, contribution } of reasons) {
    all += contribution;
    if (codes.has(code)) some += contribution;
  }
  return all > 0 ? some / all : 0;
}
