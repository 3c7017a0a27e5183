/** A search that Splunk would refuse; the message is Splunk's. */
export class SplError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SplError';
  }
}
