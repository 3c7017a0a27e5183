// Loaded before a measured script: writes what its process used to SIDECAR_BENCH_USAGE when it ends.
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) process.on('exit', writeUsage);

function writeUsage() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMiB: (peakKiB() ?? maxRSS) / 1024 };
  writeFileSync(process.env.SIDECAR_BENCH_USAGE, JSON.stringify(usage));
}

/** On Linux, `maxRSS` begins with the size of the process that started this one; the high-water mark does not. */
function peakKiB() {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);
  } catch {
    return null;
  }
}
