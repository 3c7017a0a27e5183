export { startEmulator } from './start-emulator.ts';
export { type AppFile, type AppSource } from './apps/read-package.ts';
export { type Account } from './auth/credentials.ts';
export { type Roles, type RoleSettings } from './auth/roles.ts';
export { type Emulator, type EmulatorOptions, type UserOptions } from './emulator.ts';
export {
  faultKinds,
  faultRoutes,
  type FaultKind,
  type FaultPlan,
  type FaultRoute,
  type FaultRule,
} from './faults/fault-plan.ts';
export { randomFaultPlan, type RandomFaultPlanOptions } from './faults/random-fault-plan.ts';
export { defaultLimits, type Limits } from './limits.ts';
export { type RequestLogEntry } from './server/request-log.ts';
export { type RouteFamily } from './server/route.ts';
export { type Variants } from './variants.ts';
