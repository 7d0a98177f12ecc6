// Rules for probes and lifecycle hooks.
// upstream: pkg/apis/core/validation validateHandler, validateProbe, validateLifecycle

import type { HTTPGetAction, Lifecycle, LifecycleHandler, PodSpec, Probe } from '../generated/types.gen';
import {
  addInvalid,
  checkNonNegative,
  type Errors,
  forbidden,
  invalid,
  notSupported,
  required,
} from '../validation/field-error';
import { httpHeaderName } from '../validation/names';
import { checkPort } from '../validation/ports';

type Handler = Probe & LifecycleHandler;

const KINDS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

/** Exactly one handler, and what it needs. `graceSeconds` is the pod's, which bounds a sleep. */
function checkHandler(errors: Errors, path: string, handler: Handler, graceSeconds: number | undefined): void {
  let found = false;
  for (const kind of KINDS) {
    if (handler[kind] === undefined) continue;
    if (found) errors.push(forbidden(`${path}.${kind}`, 'may not specify more than 1 handler type'));
    else checkAction(errors, `${path}.${kind}`, kind, handler, graceSeconds);
    found = true;
  }
  if (!found) errors.push(required(path, 'must specify a handler type'));
}

function checkAction(
  errors: Errors,
  path: string,
  kind: (typeof KINDS)[number],
  { exec, httpGet, tcpSocket, grpc, sleep }: Handler,
  graceSeconds: number | undefined,
): void {
  if (kind === 'exec' && !exec?.command?.length) errors.push(required(`${path}.command`));
  if (kind === 'httpGet' && httpGet) checkHttpGet(errors, path, httpGet);
  if (kind === 'tcpSocket' && tcpSocket) checkPort(errors, `${path}.port`, tcpSocket.port);
  if (kind === 'grpc' && grpc) checkPort(errors, `${path}.port`, grpc.port);
  if (kind === 'sleep' && sleep && graceSeconds !== undefined) {
    if (sleep.seconds >= 0 && sleep.seconds <= graceSeconds) return;
    const why = `must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`;
    errors.push(invalid(path, sleep.seconds, why));
  }
}

const SCHEMES = ['HTTP', 'HTTPS'];

function checkHttpGet(errors: Errors, at: string, { path, port, scheme, httpHeaders }: HTTPGetAction): void {
  if (!path) errors.push(required(`${at}.path`));
  checkPort(errors, `${at}.port`, port);
  if (!SCHEMES.includes(scheme ?? '')) errors.push(notSupported(`${at}.scheme`, scheme ?? '', SCHEMES));
  for (const { name } of httpHeaders ?? []) addInvalid(errors, `${at}.httpHeaders`, name, httpHeaderName(name));
}

/** upstream: validateLivenessProbe, validateReadinessProbe, validateStartupProbe */
export function checkProbe(
  errors: Errors,
  path: string,
  kind: 'livenessProbe' | 'readinessProbe' | 'startupProbe',
  probe: Probe | undefined,
): void {
  if (!probe) return;
  const at = `${path}.${kind}`;
  checkHandler(errors, at, probe as Handler, undefined);
  checkNonNegative(errors, `${at}.initialDelaySeconds`, probe.initialDelaySeconds);
  checkNonNegative(errors, `${at}.timeoutSeconds`, probe.timeoutSeconds);
  checkNonNegative(errors, `${at}.periodSeconds`, probe.periodSeconds);
  checkNonNegative(errors, `${at}.successThreshold`, probe.successThreshold);
  checkNonNegative(errors, `${at}.failureThreshold`, probe.failureThreshold);
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0) {
    errors.push(invalid(`${at}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  }
  if (kind !== 'readinessProbe') {
    if (probe.successThreshold !== 1)
      errors.push(invalid(`${at}.successThreshold`, probe.successThreshold, 'must be 1'));
  } else if (grace !== undefined) {
    errors.push(invalid(`${at}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes'));
  }
}

export function checkLifecycle(
  errors: Errors,
  path: string,
  lifecycle: Lifecycle | undefined,
  { terminationGracePeriodSeconds: graceSeconds, os }: PodSpec,
): void {
  if (!lifecycle) return;
  const { postStart, preStop, stopSignal } = lifecycle;
  if (postStart) checkHandler(errors, `${path}.postStart`, postStart as Handler, graceSeconds);
  if (preStop) checkHandler(errors, `${path}.preStop`, preStop as Handler, graceSeconds);
  if (stopSignal !== undefined) checkStopSignal(errors, `${path}.stopSignal`, stopSignal, os?.name);
}

const PLAIN_SIGNALS =
  'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP ' +
  'TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN RTMAX';
const REAL_TIME = Array.from({ length: 15 }, (_, index) => index + 1);
const SIGNALS: Readonly<Record<string, readonly string[]>> = {
  linux: [
    ...PLAIN_SIGNALS.split(' '),
    ...REAL_TIME.map((offset) => `RTMIN+${offset}`),
    ...REAL_TIME.slice(0, 14).map((offset) => `RTMAX-${offset}`),
  ]
    .map((name) => `SIG${name}`)
    .sort(),
  windows: ['SIGKILL', 'SIGTERM'],
};

/** upstream: validateStopSignal */
function checkStopSignal(errors: Errors, path: string, signal: string, os: string | undefined): void {
  if (os === undefined) {
    errors.push(forbidden(path, 'may not be set for containers with empty `spec.os.name`'));
    return;
  }
  const known = SIGNALS[os];
  if (known && !known.includes(signal)) errors.push(notSupported(path, signal, known));
}
