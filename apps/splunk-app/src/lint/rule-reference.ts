import { rules } from './rule-list.ts';
import type { Rule, Target } from './rule.ts';

const preamble = `# Rules of the linter

What \`sidecar splunk-app lint\` asks of an app, and \`sidecar splunk-app build\` of its own before it writes it. A rule named \`check_\` bears the name of the public rule
of Splunk's AppInspect that it stands for; it was written from what that rule is documented to ask, and AppInspect itself has the last word. The others are the project's. \`--target enterprise\`
leaves out what Splunk Cloud alone asks for. This page is generated from \`apps/splunk-app/src/lint/rules\`.

| rule | asks for | Splunk Cloud | own server |
|---|---|---|---|
`;

/** The page docs/splunk-app-rules.md, in Markdown: a table of all rules. */
export function ruleReference(): string {
  const cell = ({ severity }: Rule, target: Target): string => severity[target] ?? '–';
  const row = (rule: Rule): string =>
    `| \`${rule.id}\` | ${rule.about} | ${cell(rule, 'cloud')} | ${cell(rule, 'enterprise')} |\n`;
  return preamble + rules.map(row).join('');
}
