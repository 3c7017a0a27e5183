// Asks the worker on this machine whether it is alive: exit code 0 if so. For HEALTHCHECK of a container.
const port = process.env.SIDECAR_HTTP_PORT || '9464';
try {
  const { ok, status } = await fetch(`http://127.0.0.1:${port}/healthz`, {
    signal: AbortSignal.timeout(5000),
  });
  console.log(`/healthz: ${status}`);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.log(`/healthz: ${error.cause?.code ?? error.name}`);
  process.exitCode = 1;
}
