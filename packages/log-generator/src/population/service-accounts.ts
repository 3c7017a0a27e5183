import { type Random } from '@sidecar/numeric';
import { chance, pick } from '../draw.ts';
import { type Server, type Service } from './types.ts';

/** Lets the services of a share of servers run as a service account, which gets them tickets in RC4, and attackers something to crack. */
export function giveServiceAccounts(
  servers: readonly Server[],
  services: readonly Service[],
  share: number,
  random: Random,
): Server[] {
  return servers.map((server) => {
    const draws = random.fork(server.name);
    if (!chance(draws, share) || services.length === 0) return server;
    return { ...server, serviceAccount: pick(draws, services).user };
  });
}
