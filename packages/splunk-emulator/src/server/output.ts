import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';

/** Where an answer goes: what is used of a response of Node's. */
export interface Output {
  readonly destroyed: boolean;
  writeHead(status: number, headers: Readonly<Record<string, string | number>>): unknown;
  /** False when the reader is slow; `drain` follows. */
  write(chunk: string | Buffer, done?: () => void): boolean;
  end(chunk?: Buffer): unknown;
  on(event: 'drain' | 'close', listener: () => void): this;
  off(event: 'drain' | 'close', listener: () => void): this;
  destroy(): unknown;
}

/**
 * Where the answer to a request goes. As with `forceHttp10 = auto`, who sends no User-Agent gets HTTP/1.0: no chunks, and
 * the connection ends with the answer. `Connection: close` is echoed, with Splunk's capital.
 */
export function outputFor(request: IncomingMessage, response: ServerResponse): Output {
  if (request.headers['user-agent'] === undefined) return httpOneOutput(request);
  if (request.headers.connection?.toLowerCase() === 'close') response.setHeader('Connection', 'Close');
  return response;
}

/** Node answers in HTTP/1.1 only, so this writes to the connection itself. */
function httpOneOutput({ socket }: IncomingMessage): Output {
  const output: Output = {
    get destroyed() {
      return socket.destroyed;
    },
    writeHead(status, headers) {
      const lines = Object.entries({ Date: new Date().toUTCString(), Connection: 'Close', ...headers }).map(
        ([name, value]) => `${name}: ${value}\r\n`,
      );
      socket.write(`HTTP/1.0 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`);
    },
    write: (chunk, done) => socket.write(chunk, done),
    end: (chunk) => (chunk === undefined ? socket.end() : socket.end(chunk)),
    on(event, listener) {
      socket.on(event, listener);
      return output;
    },
    off(event, listener) {
      socket.off(event, listener);
      return output;
    },
    destroy: () => socket.destroy(),
  };
  return output;
}
