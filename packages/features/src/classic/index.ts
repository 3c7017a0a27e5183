export { classicColumns, classicRow } from './classic-row.ts';
export { classicHourScore, classicHourZ } from './classic-hour.ts';
export {
  classicUserProfiles,
  UNKNOWN_USER_PROFILE,
  type ClassicUserProfile,
} from './classic-user-profiles.ts';
export { isRfc1918 } from './is-rfc-1918.ts';
