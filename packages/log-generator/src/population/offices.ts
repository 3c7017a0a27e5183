import { type Random } from '@sidecar/numeric';
import { type Office, type Server, type Span } from './types.ts';

const dayMs = 86_400_000;

/** One office per zone, with two domain controllers, a VPN gateway and public holidays of its own. */
export function createOffices(
  zones: readonly string[],
  { span, holidayDays }: { readonly span: Span; readonly holidayDays: number },
  random: Random,
): Office[] {
  const codes = new Set<string>();
  return zones.map((zone, i) => {
    const city = (zone.split('/').at(-1) ?? zone).replace(/[^A-Za-z]/g, '').slice(0, 3);
    const code = codes.has(city.toUpperCase()) ? `${city.toUpperCase()}${i}` : city.toUpperCase();
    codes.add(code);
    const network = `10.${20 + i}.`;
    return {
      code,
      zone,
      network,
      domainControllers: [1, 2].map((n) => ({ name: `DC-${code}-0${n}`, ip: `${network}1.${10 + n}` })),
      gateway: { name: `VPN-${code}-01`, ip: `${network}1.40` },
      holidays: holidayDays === 0 ? [] : holidays(span, holidayDays, random),
    };
  });
}

/** The servers of the organisation, dealt out to the offices in turn. */
export function createServers(count: number, offices: readonly Office[]): Server[] {
  const kinds = ['FS', 'SQL', 'APP', 'WEB', 'APP', 'FS', 'SQL', 'BLD'];
  return Array.from({ length: count }, (_, i) => ({
    name: `${kinds[i % kinds.length]}-${String(i + 1).padStart(3, '0')}`,
    ip: `${offices[i % offices.length]!.network}${200 + (Math.floor(i / 240) % 40)}.${10 + (i % 240)}`,
    serviceAccount: null,
  }));
}

function holidays(span: Span, gap: number, random: Random): number[] {
  const days: number[] = [];
  for (let day = Math.floor(span.from / dayMs); day * dayMs < span.to; day += gap) {
    days.push(Math.floor(day) + random.integer(gap));
  }
  return days;
}
