export { eventFormats, formatEvent, type EventFormat } from './format-event.ts';
export { formatLabel } from './format-label.ts';
export { generate, type GenerateOptions } from './generate.ts';
export { incidentsOf, type Incident, type ScenarioMeaning } from './incidents-of.ts';
export { type Instant } from './instant.ts';
export { mix, type LabelledEvents, type MixOptions } from './mix.ts';
export { population, type PopulationOptions } from './population.ts';
export { usualHabits, type Habits } from './population/habits.ts';
export {
  type Admin,
  type DeviceFrom,
  type Host,
  type Machine,
  type Office,
  type Person,
  type Population,
  type RoleFrom,
  type Server,
  type Service,
  type Span,
  type Trip,
  type WorkingWeek,
} from './population/types.ts';
export {
  scenario,
  scenarioNames,
  techniqueOf,
  type OwnScenario,
  type Scenario,
  type ScenarioName,
  type ScenarioOptions,
} from './scenario.ts';
export { acts } from './acts.ts';
export { type Act } from './act.ts';
export { type Happening } from './happening.ts';
export { anyTimes, pacedTimes, step, type Choice, type Play, type Stage } from './scenarios/stage.ts';
export { type World } from './world.ts';
export { type EventLabel, type GeneratedEvent, type SeedEvent } from './seed-event.ts';
