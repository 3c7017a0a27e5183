export { createSplunkClient, type SplunkClient, type SplunkClientOptions } from './create-splunk-client.ts';
export { type AccountLimits } from './account-limits.ts';
export { type RetriedRequest, type SplunkResponse } from './context.ts';
export { type SplunkAuth } from './create-authoriser.ts';
export { type SplunkParams, type SplunkRequest } from './create-exchange.ts';
export { type HttpOptions, type TlsOptions } from './create-http.ts';
export { createRedactor, type Redact, type Redactor } from './create-redactor.ts';
export { type ExportOptions } from './export-rows.ts';
export { type SplunkWindow, type WindowsOptions } from './export-windows.ts';
export { isTimeDivisible } from './is-time-divisible.ts';
export { type JobResultsOptions, type OneshotResult } from './job-results.ts';
export { type JobRowsOptions } from './job-rows.ts';
export { type JobStatus, type PollOptions } from './jobs.ts';
export { type KvLimits } from './kv-limits.ts';
export { parseExportLine, type ExportLine, type SplunkRow } from './parse-export-line.ts';
export { parseMessages, type SplunkMessage } from './parse-messages.ts';
export { proxyFromEnvironment, type Environment } from './proxy-from-environment.ts';
export { quoteSpl, quoteSplField } from './quote-spl.ts';
export { retryDelay, type RetryOptions } from './retry-delay.ts';
export { type SearchOptions } from './search-params.ts';
export { searchText } from './search-text.ts';
export { type CurrentUser, type ServerInfo } from './server-info.ts';
export { SplunkError, type SplunkErrorCode, type SplunkErrorDetails } from './splunk-error.ts';
export { type SplunkWarning } from './splunk-warning.ts';
export {
  createHecClient,
  type HecClient,
  type HecClientOptions,
  type HecReport,
} from './create-hec-client.ts';
export { hecEventFault, type HecEvent } from './hec-event.ts';
