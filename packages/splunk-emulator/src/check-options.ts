import type { Roles } from './auth/roles.ts';
import type { UserOptions } from './emulator.ts';
import type { FaultPlan } from './faults/fault-plan.ts';
import { faultKinds, faultRoutes } from './faults/fault-plan.ts';
import { defaultLimits, type Limits } from './limits.ts';

const counts = ['after', 'times', 'forMs', 'afterRows', 'ms', 'limit'] as const;
const ruleKeys: readonly string[] = ['route', 'kind', ...counts, 'midway', 'ending'];
const userKeys: readonly string[] = ['name', 'password', 'token', 'roles'];

/** @throws RangeError or TypeError naming the rule that this server would not carry out as written. */
export function checkFaultPlan(plan: FaultPlan): void {
  requireArray('faults', plan);
  for (const [i, rule] of plan.entries()) {
    requireKeys(`faults[${i}]`, rule, ruleKeys);
    requireOneOf(`faults[${i}].route`, rule.route, faultRoutes);
    requireOneOf(`faults[${i}].kind`, rule.kind, faultKinds);
    if (rule.ending !== undefined) requireOneOf(`faults[${i}].ending`, rule.ending, ['reset', 'clean']);
    for (const name of counts) {
      if (rule[name] !== undefined) requireNumber(`faults[${i}].${name}`, rule[name]);
    }
  }
}

/** @throws RangeError or TypeError for a limit that does not exist or is no number from 0. */
export function checkLimits(limits: Partial<Limits>): void {
  requireKeys('limits', limits, Object.keys(defaultLimits));
  for (const [name, value] of Object.entries(limits)) requireNumber(`limits.${name}`, value);
}

/** @throws RangeError or TypeError for users that are named twice or have roles that do not exist, and for odd roles. `roles` are all there are. */
export function checkUsers(administrator: string, users: readonly UserOptions[], roles: Roles): void {
  requireArray('users', users);
  const names = [administrator];
  const known = Object.keys(roles);
  for (const [i, user] of users.entries()) {
    requireKeys(`users[${i}]`, user, userKeys);
    if (typeof user.name !== 'string' || user.name === '' || names.includes(user.name)) {
      throw new RangeError(`users[${i}].name is ${shown(user.name)}, expected a name of its own`);
    }
    names.push(user.name);
    for (const role of user.roles ?? []) requireOneOf(`role of ${user.name}`, role, known);
  }
  for (const [name, role] of Object.entries(roles)) {
    requireArray(`roles.${name}.capabilities`, role?.capabilities);
    for (const imported of role.importRoles ?? []) requireOneOf(`role imported by ${name}`, imported, known);
  }
}

function requireArray(name: string, value: unknown): void {
  if (!Array.isArray(value)) throw new TypeError(`${name} is ${shown(value)}, expected a list`);
}

function requireKeys(name: string, value: unknown, keys: readonly string[]): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${name} is ${shown(value)}, expected an object`);
  }
  const odd = Object.keys(value).find((key) => !keys.includes(key));
  if (odd !== undefined) throw new RangeError(`${name} has '${odd}', expected only ${keys.join(', ')}`);
}

function requireOneOf(name: string, value: unknown, known: readonly string[]): void {
  if (!known.some((one) => one === value)) {
    throw new RangeError(`${name} is ${shown(value)}, expected one of ${known.join(', ')}`);
  }
}

function requireNumber(name: string, value: unknown): void {
  if (typeof value !== 'number' || !(value >= 0)) {
    throw new RangeError(`${name} is ${shown(value)}, expected a number of at least 0`);
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : (JSON.stringify(value) ?? String(value));
}
