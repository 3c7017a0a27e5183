import type { Rule } from './rule.ts';
import { appConfRules } from './rules/app-conf-rules.ts';
import { authorizeRules } from './rules/authorize-rules.ts';
import { confRules } from './rules/conf-rules.ts';
import { indexRules } from './rules/index-rules.ts';
import { inputRules } from './rules/input-rules.ts';
import { lookupRules } from './rules/lookup-rules.ts';
import { metadataRules } from './rules/metadata-rules.ts';
import { packageRules } from './rules/package-rules.ts';
import { propsRules } from './rules/props-rules.ts';
import { savedSearchRules } from './rules/saved-search-rules.ts';
import { searchRules } from './rules/search-rules.ts';
import { staticRules } from './rules/static-rules.ts';
import { uiRules } from './rules/ui-rules.ts';

/** Everything that is asked of an app: the public rules of AppInspect that such an app can break, and the project's own, `sidecar_`. */
export const rules: readonly Rule[] = [
  ...packageRules,
  ...appConfRules,
  ...confRules,
  ...metadataRules,
  ...authorizeRules,
  ...indexRules,
  ...inputRules,
  ...propsRules,
  ...savedSearchRules,
  ...lookupRules,
  ...staticRules,
  ...uiRules,
  ...searchRules,
];
