// Which signals may stop a container.
// upstream: pkg/apis/core/validation validateStopSignal

import { type Errors, forbidden, notSupported } from '../validation/field-error';

const PLAIN =
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP ' +
  'TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX';
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

const LINUX: readonly string[] = [
  ...PLAIN.split(' '),
  ...upTo(15).map((step) => `RTMIN+${step}`),
  ...upTo(14).map((step) => `RTMAX-${step}`),
]
  .map((name) => `SIG${name}`)
  .sort();
const WINDOWS = ['SIGKILL', 'SIGTERM'];

export function checkStopSignal(errors: Errors, path: string, signal: string, os: string | undefined): void {
  if (os === undefined) {
    errors.push(forbidden(path, 'may not be set for containers with empty `spec.os.name`'));
    return;
  }
  const known = os === 'windows' ? WINDOWS : os === 'linux' ? LINUX : undefined;
  if (known && !known.includes(signal)) errors.push(notSupported(path, signal, known));
}
