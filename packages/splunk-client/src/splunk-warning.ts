/** Something the user should know that stopped nothing. */
export interface SplunkWarning {
  /**
   * `tls_not_verified`: any certificate is accepted; `clear_text`: credentials travel unencrypted to another machine; `retry`: a request failed and
   * is sent again; `capped`: an answer is as long as allowed, so there may be more.
   */
  readonly code: 'tls_not_verified' | 'clear_text' | 'retry' | 'capped';
  readonly message: string;
}
