export { startEmulator } from './start-emulator.ts';
export { type Emulator, type EmulatorOptions } from './emulator.ts';
export { type FaultKind, type FaultPlan, type FaultRoute, type FaultRule } from './faults/fault-plan.ts';
export { randomFaultPlan, type RandomFaultPlanOptions } from './faults/random-fault-plan.ts';
export { type Limits } from './limits.ts';
export { type RequestLogEntry } from './server/request-log.ts';
export { type RouteFamily } from './server/route.ts';
