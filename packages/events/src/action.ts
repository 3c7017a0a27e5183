import type { Action } from './auth-event.ts';

const succeeding: ReadonlySet<number> = new Set([
  4624, 4634, 4647, 4648, 4672, 4770, 4774, 4778, 4779, 4800, 4801, 4802, 4803,
]);
const failing: ReadonlySet<number> = new Set([
  4649, 4771, 4772, 4773, 4775, 4777, 4820, 4821, 4822, 4823, 4824, 5378,
]);
/** Refused by a rule rather than for the secret: hours, workstation, logon type, lockout. */
const denying: ReadonlySet<string> = new Set(['0xc000006f', '0xc0000070', '0xc000015b', '0xc0000234']);

/**
 * Action of a Windows event from its id and status, as the lookup of Splunk's Windows add-on 8.1.2 has it.
 *
 * A 4625 has four outcomes by Status (not SubStatus): no such account is `unknown`, a rule or a lockout is `denied`, a clock skew or a missing
 * object is `error`, all else `failure`. 4768, 4769 and 4776 succeed with status 0x0. Where the id does not decide and no status is
 * given, the audit keywords do. A lockout (4740) and a refused remote desktop (4825) are `denied` by analogy.
 */
export function actionOf(id: number | null, status: string | null, keywords: unknown): Action | null {
  if (id === null) return null;
  if (succeeding.has(id)) return 'success';
  if (failing.has(id)) return 'failure';
  if (id === 4740 || id === 4825) return 'denied';
  if (id === 4625) return failedLogon(status);
  if (status === null || !(id === 4768 || id === 4769 || id === 4776)) return auditResult(keywords);
  if (status === '0x0') return 'success';
  return id === 4776 && (status === '0xc000006f' || status === '0xc0000070') ? 'denied' : 'failure';
}

/** An action as somebody wrote it: CIM values in any case, common words for them; any other word is `unknown`. */
export function statedAction(word: string): Action {
  if (word === 'success' || word === 'failure') return word;
  switch (word.toLowerCase()) {
    case 'success':
    case 'succeeded':
    case 'successful':
    case 'allowed':
      return 'success';
    case 'failure':
    case 'failed':
    case 'fail':
      return 'failure';
    case 'denied':
    case 'blocked':
      return 'denied';
    case 'error':
      return 'error';
    case 'pending':
      return 'pending';
    default:
      return 'unknown';
  }
}

function failedLogon(status: string | null): Action {
  if (status === null) return 'failure';
  if (status === '0xc0000064') return 'unknown';
  if (denying.has(status)) return 'denied';
  return status === '0xc0000133' || status === '0xc0000225' ? 'error' : 'failure';
}

/**
 * Result by the audit bits of Keywords, 0x0020… success and 0x0010… failure, as hex, as the signed 64-bit number some shippers
 * write (rounded by JSON, the two bits survive), or in words: 'Audit Failure', 'AUDIT_SUCCESS'.
 */
function auditResult(keywords: unknown): Action | null {
  const words = Array.isArray(keywords) ? keywords : [keywords];
  for (const word of words) {
    if (typeof word !== 'string' && typeof word !== 'number') continue;
    if (/^\s*audit[ _]success\s*$/i.test(String(word))) return 'success';
    if (/^\s*audit[ _]failure\s*$/i.test(String(word))) return 'failure';
    const bits = Number(word);
    if (Number.isInteger(bits) && bits !== 0) {
      const audit = Math.floor((bits < 0 ? bits + 2 ** 63 : bits) / 2 ** 52) % 4;
      if (audit === 1) return 'failure';
      if (audit === 2) return 'success';
    }
  }
  return null;
}
