import { defaultLimits, faultKinds, faultRoutes } from '@sidecar/splunk-emulator';
import { wrap } from './wrap.ts';

/** What stands under the options of `sidecar emulator`: faults, users and roles, limits, an example. */
export function renderEmulatorHelp(): string {
  const paragraph = (title: string, text: string): string =>
    [`\n${title}:`, ...wrap(text, 78).map((line) => `  ${line}`)].join('\n');
  const limits = Object.entries(defaultLimits).map(([name, value]) => `${name}=${value}`);
  return [
    paragraph('Limits, and what they are if nothing is said', limits.join(' ')),
    '\nFaults, here KV Store for two requests after the third, then exports for 5 seconds:',
    '  [{"route": "kv-write", "kind": "unavailable-503", "after": 3, "times": 2},',
    '   {"route": "export", "kind": "cut-mid-line", "afterRows": 100, "forMs": 5000}]',
    ...wrap(`Routes: ${faultRoutes.join(' ')}. Kinds: ${faultKinds.join(' ')}.`, 78).map(
      (line) => `  ${line}`,
    ),
    '\nUsers and roles, beside the user admin and the roles user, power and admin:',
    '  {"users": [{"name": "ml", "token": "secret", "roles": ["ml"]}],',
    '   "roles": {"ml": {"capabilities": ["search"], "srchIndexesAllowed": ["win*"], "srchJobsQuota": 2}}}',
    '\nExample:',
    '  $ sidecar emulator --port 8089 --data ./splunk-data --load events.ndjson.gz',
    '  $ sidecar emulator --app ml_sidecar_app.spl --load events.ndjson.gz',
    '  $ sidecar emulator --users users.json --faults faults.json --limit maxDocumentsPerBatchSave=200',
  ].join('\n');
}
