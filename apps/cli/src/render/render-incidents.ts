import type { IncidentRecord } from '@sidecar/pipeline';
import { counted, formatCount, formatShare } from './format-number.ts';
import { printable } from './printable.ts';
import type { ExplanationOptions } from './render-explanation.ts';
import { shorten } from './shorten.ts';
import { wrap } from './wrap.ts';

export interface IncidentsOptions extends ExplanationOptions {
  /** Incidents shown, the riskiest. */
  readonly most: number;
  /** Whether the strongest event's sentence, techniques, reasons and key are shown as well. @default false */
  readonly inDetail?: boolean;
}

/** What is shown of incidents. */
export interface IncidentsView {
  /** The riskiest first. */
  readonly incidents: readonly IncidentRecord[];
  /** Outliers that they are made of. */
  readonly alerts: number;
}

const INDENT = '      ';
const MOST_REASONS = 4;
const LONGEST = 600;
const LONGEST_TITLE = 200;

/** Incidents for a person to read, the riskiest first: risk, alerts, when, who or where, and one sentence each. */
export function renderIncidents({ incidents, alerts }: IncidentsView, options: IncidentsOptions): string {
  const { width, style, most, inDetail = false } = options;
  if (incidents.length === 0) return 'no incident: no event was decided to be an outlier';
  const shown = incidents.slice(0, most);
  const blocks = shown.map((incident) => renderIncident(incident, { width, style, inDetail }));
  const rest = incidents.slice(shown.length);
  return [
    `${counted(incidents.length, 'incident')} of ${counted(alerts, 'outlier')}`,
    style('bold', 'risk  alerts  from (UTC)        who or where'),
    blocks.join(inDetail ? '\n\n' : '\n'),
    ...(rest.length === 0 ? [] : [`${inDetail ? '\n' : ''}${style('dim', moreText(rest))}`]),
  ].join('\n');
}

function renderIncident(incident: IncidentRecord, { width, style, inDetail }: Shown): string {
  const room = Math.max(60, width) - INDENT.length;
  const lines = (text: string): string[] =>
    wrap(shorten(printable(text), LONGEST), room).map((line) => `${INDENT}${line}`);
  const detail = [...lines(incident.sentence), ...lines(footer(incident)).map((line) => style('dim', line))];
  return [
    head(incident, { width, style, inDetail }),
    ...lines(shorten(incident.title, LONGEST_TITLE)),
    ...(inDetail ? detail : []),
  ].join('\n');
}

interface Shown extends ExplanationOptions {
  readonly inDetail: boolean;
}

function head({ risk, alert_count, start, kind, entity }: IncidentRecord, { width, style }: Shown): string {
  const colour = risk >= 50 ? 'red' : risk >= 25 ? 'yellow' : 'green';
  const columns = [
    style(['bold', colour], riskText(risk).padStart(4)),
    formatCount(alert_count).padStart(6),
    start.slice(0, 16).replace('T', ' '),
  ].join('  ');
  const room = Math.max(60, width) - '  62      15  2026-10-29 02:06  '.length - kind.length - 1;
  return `${columns}  ${kind} ${style('bold', shorten(printable(entity), room))}`;
}

function footer({ techniques, reasons, _key }: IncidentRecord): string {
  const named = reasons
    .filter(({ code }) => code !== 'other')
    .slice(0, MOST_REASONS)
    .map(({ code, share }) => `${code.replaceAll('_', ' ')} ${formatShare(share, 0)}`);
  return [techniques.length > 0 && `ATT&CK ${techniques.join(', ')}`, named.join(', '), `key ${_key}`]
    .filter(Boolean)
    .join(' · ');
}

function moreText(rest: readonly IncidentRecord[]): string {
  return `${INDENT}and ${formatCount(rest.length)} more, of risk ${riskText(rest[0]!.risk)} and below`;
}

/** Cut, not rounded: 100 is never reached. */
function riskText(risk: number): string {
  return Math.floor(risk).toString();
}
