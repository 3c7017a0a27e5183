import { createSplunkClient, type SplunkClient } from '@sidecar/splunk-client';
import { startEmulator, type Emulator, type EmulatorOptions } from '@sidecar/splunk-emulator';
import { onTestFinished } from 'vitest';

/** An emulator with a client that retries fast; closed when the test ends. */
export async function openEmulator(
  options: EmulatorOptions = {},
): Promise<{ splunk: Emulator; client: SplunkClient }> {
  const splunk = await startEmulator(options);
  onTestFinished(() => splunk.close());
  const { baseUrl, username, password } = splunk;
  const client = createSplunkClient({
    baseUrl,
    auth: { username, password },
    idleTimeoutMs: 500,
    retry: { attempts: 5, baseDelayMs: 1 },
  });
  return { splunk, client };
}
