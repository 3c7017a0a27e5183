import { byCodePoint } from '../build/by-code-point.ts';
import { inspectApp } from './inspected-app.ts';
import type { AppPackage } from './package/app-package.ts';
import type { Fault, Rule, Severity, Target } from './rule.ts';
import { rules } from './rule-list.ts';

/** A rule that is broken, and where. */
export interface Finding extends Fault {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
}

export interface LintOptions {
  /** Where the app is to be installed; Splunk Cloud asks for most. @default 'cloud' */
  readonly target?: Target;
}

/**
 * Checks an app against the public rules of Splunk's AppInspect and the project's own, which also run every search of the app.
 *
 * @returns Failures first, each in the order of the files; empty if nothing is wrong.
 */
export async function lintApp(
  app: AppPackage,
  { target = 'cloud' }: LintOptions = {},
): Promise<readonly Finding[]> {
  const inspected = inspectApp(app);
  const found: Finding[] = [];
  for (const rule of rules) {
    const severity = rule.severity[target];
    if (severity === undefined) continue;
    for (const fault of await rule.check(inspected)) found.push(finding(rule, severity, fault));
  }
  return found.sort(
    (a, b) => rank(a) - rank(b) || byCodePoint(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0),
  );
}

function finding({ id }: Rule, severity: Severity, fault: Fault): Finding {
  return { rule: id, severity, ...fault };
}

function rank({ severity }: Finding): number {
  return severity === 'failure' ? 0 : 1;
}
