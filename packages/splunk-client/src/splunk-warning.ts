/** Something the user should know that stopped nothing. */
export interface SplunkWarning {
  /**
   * `tls_not_verified`: any certificate is accepted; `clear_text`: credentials travel unencrypted to another machine; `retry`: a request failed and
   * is sent again; `capped`: an answer is as long as allowed, so there may be more; `incomplete`: Splunk says that events are missing from a
   * search; `search_warning`: anything else it warns of; `fewer_searches`: the server refused a search beside others, so fewer run at once.
   */
  readonly code:
    | 'tls_not_verified'
    | 'clear_text'
    | 'retry'
    | 'capped'
    | 'incomplete'
    | 'search_warning'
    | 'fewer_searches';
  readonly message: string;
}
