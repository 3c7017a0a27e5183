import { type Random } from '@sidecar/numeric';
import { pick } from '../draw.ts';

/** Networks that homes are in, and many attackers too: rented or hijacked addresses of the same providers. */
const homeNetworks = [
  '84.132',
  '91.64',
  '79.201',
  '73.22',
  '68.45',
  '98.114',
  '49.36',
  '106.51',
  '122.167',
  '86.8',
];

/** Networks of hotels, phones and data centres. */
const otherNetworks = [
  '185.107', '45.83', '193.32', '37.120', '103.86', '146.70', '195.206', '5.188', '212.102', '89.187', '176.10',
  '62.102', '31.13', '172.98', '104.28', '107.77', '166.205', '174.192', '80.187', '109.40', '46.114', '157.35',
]; // prettier-ignore

/** A public address like the ones people have at home. */
export function homeAddress(random: Random): string {
  return within(pick(random, homeNetworks), random);
}

/** A public address from anywhere: hotels, phones, data centres, homes. */
export function outsideAddress(random: Random): string {
  return within(pick(random, random.next() < 0.3 ? homeNetworks : otherNetworks), random);
}

/** A public address next to another: same /24. */
export function neighbourAddress(random: Random, ip: string): string {
  return `${ip.slice(0, ip.lastIndexOf('.'))}.${1 + random.integer(254)}`;
}

/** An address of a desk in an office; departments sit together. */
export function deskAddress(random: Random, network: string, department: number): string {
  return `${network}${10 + (department % 80)}.${10 + random.integer(240)}`;
}

/** An address from an office's pool for remote workers. */
export function vpnAddress(random: Random, network: string): string {
  return `${network}${240 + random.integer(4)}.${2 + random.integer(250)}`;
}

function within(network: string, random: Random): string {
  return `${network}.${random.integer(256)}.${1 + random.integer(254)}`;
}
