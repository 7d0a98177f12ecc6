// Rules for containers: regular ones, init containers and sidecars, ephemeral ones.
// upstream: pkg/apis/core/validation validateContainers, validateInitContainers, validateEphemeralContainers

import { isEnabled } from '../feature-gates';
import type {
  Container,
  ContainerPort,
  ContainerResizePolicy,
  EphemeralContainer,
  PodSpec,
} from '../generated/types.gen';
import {
  addInvalid,
  duplicate,
  type Errors,
  forbidden,
  invalid,
  notFound,
  notSupported,
  required,
  tooMany,
} from '../validation/field-error';
import { dns1123Label, portName, portNumber } from '../validation/names';
import { PROTOCOLS } from '../validation/ports';
import { checkContainerResourceName, checkRequirements } from '../validation/resources';
import { checkEnv, checkEnvFrom } from './check-env';
import { checkLifecycle, checkProbe } from './check-handlers';
import { checkDevices, checkMounts, type VolumesByName } from './check-mounts';
import { checkContainerSecurity } from './check-security';
import { checkPullPolicy } from './check-volumes';
import { isSidecar } from './pod-resources';

/** What containers are judged against: their pod's volumes, claims and policies. */
export interface ContainerContext {
  readonly spec: PodSpec;
  readonly volumes: VolumesByName;
  readonly claimNames: readonly string[];
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;

export function checkContainers(errors: Errors, path: string, cx: ContainerContext): void {
  const containers = cx.spec.containers ?? [];
  if (containers.length === 0) {
    errors.push(required(path));
    return;
  }
  const names = new Set<string>();
  containers.forEach((container, index) => {
    const at = `${path}[${index}]`;
    checkCommon(errors, at, container, cx);
    if (names.has(container.name)) errors.push(duplicate(`${at}.name`, container.name));
    names.add(container.name);
    checkLifecycle(errors, `${at}.lifecycle`, container.lifecycle, cx.spec);
    for (const probe of PROBES) checkProbe(errors, at, probe, container[probe]);
    checkRestartPolicy(errors, at, container);
  });
  checkHostPorts(errors, path, containers);
}

const NOT_FOR_INIT = 'may not be set for init containers without restartPolicy=Always';

export function checkInitContainers(errors: Errors, path: string, cx: ContainerContext): void {
  const names = new Set((cx.spec.containers ?? []).map(({ name }) => name));
  cx.spec.initContainers?.forEach((container, index) => {
    const at = `${path}[${index}]`;
    checkCommon(errors, at, container, cx);
    checkInitRestartPolicy(errors, at, container);
    if (names.has(container.name)) errors.push(duplicate(`${at}.name`, container.name));
    else if (container.name) names.add(container.name);
    // Upstream judges each init container as if it were the first.
    checkHostPorts(errors, path, [container]);
    if (isSidecar(container)) {
      checkLifecycle(errors, `${at}.lifecycle`, container.lifecycle, cx.spec);
      for (const probe of PROBES) checkProbe(errors, at, probe, container[probe]);
      return;
    }
    for (const field of ['lifecycle', ...PROBES] as const) {
      if (container[field]) errors.push(forbidden(`${at}.${field}`, NOT_FOR_INIT));
    }
    container.resizePolicy?.forEach(({ restartPolicy }, position) => {
      if (restartPolicy !== 'RestartContainer') return;
      const why = "must not be set to 'RestartContainer' for non-sidecar initContainers";
      errors.push(invalid(`${at}.resizePolicy[${position}].restartPolicy`, restartPolicy, why));
    });
  });
}

/** In the order of Go's type. */
const NOT_EPHEMERAL = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const;

export function checkEphemeralContainers(errors: Errors, path: string, cx: ContainerContext): void {
  const { containers, initContainers = [], ephemeralContainers = [] } = cx.spec;
  const others = new Set([...(containers ?? []), ...initContainers].map(({ name }) => name));
  const names = new Set(others);
  ephemeralContainers.forEach((container, index) => {
    const at = `${path}[${index}]`;
    checkCommon(errors, at, container, cx);
    checkImageSpaces(errors, at, container);
    if (names.has(container.name)) errors.push(duplicate(`${at}.name`, container.name));
    names.add(container.name);
    const { targetContainerName } = container;
    if (targetContainerName && !others.has(targetContainerName)) {
      errors.push(notFound(`${at}.targetContainerName`, targetContainerName));
    }
    for (const field of NOT_EPHEMERAL) {
      if (isSet(field, container[field]))
        errors.push(forbidden(`${at}.${field}`, 'cannot be set for an Ephemeral Container'));
    }
    container.volumeMounts?.forEach((mount, position) => {
      for (const field of ['subPath', 'subPathExpr'] as const) {
        if (!mount[field]) continue;
        errors.push(forbidden(`${at}.volumeMounts[${position}].${field}`, 'cannot be set for an Ephemeral Container'));
      }
    });
  });
}

/** Only of `resources` and lists an empty one counts as absent. */
const isSet = (field: (typeof NOT_EPHEMERAL)[number], value: object | string | undefined) =>
  value !== undefined && (Object.keys(value).length > 0 || !(field === 'resources' || Array.isArray(value)));

/** Only pods say so: a template may have an image with spaces. */
export function checkImageSpaces(errors: Errors, path: string, { image = '' }: Pick<Container, 'image'>): void {
  if (image.trim() === image) return;
  errors.push(invalid(`${path}.image`, image, 'must not have leading or trailing whitespace'));
}

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];

/** upstream: validateContainerCommon */
function checkCommon(
  errors: Errors,
  path: string,
  container: Container | EphemeralContainer,
  cx: ContainerContext,
): void {
  const { name, image, terminationMessagePolicy } = container;
  if (!name) errors.push(required(`${path}.name`));
  else addInvalid(errors, `${path}.name`, name, dns1123Label(name));
  if (!image) errors.push(required(`${path}.image`));
  if (!terminationMessagePolicy) errors.push(required(`${path}.terminationMessagePolicy`));
  else if (!MESSAGE_POLICIES.includes(terminationMessagePolicy)) {
    errors.push(notSupported(`${path}.terminationMessagePolicy`, terminationMessagePolicy, MESSAGE_POLICIES));
  }
  checkPorts(errors, `${path}.ports`, container.ports);
  checkEnv(errors, `${path}.env`, container.env);
  checkEnvFrom(errors, `${path}.envFrom`, container.envFrom);
  checkMounts(errors, `${path}.volumeMounts`, container, cx.volumes);
  checkDevices(errors, `${path}.volumeDevices`, container, cx.volumes);
  checkPullPolicy(errors, `${path}.imagePullPolicy`, container.imagePullPolicy);
  checkRequirements(errors, `${path}.resources`, container.resources, checkContainerResourceName, cx.claimNames);
  checkResizePolicy(errors, `${path}.resizePolicy`, container.resizePolicy, cx.spec.restartPolicy);
  checkContainerSecurity(errors, `${path}.securityContext`, container.securityContext, cx.spec.hostUsers !== false);
}

function checkPorts(errors: Errors, path: string, ports: readonly ContainerPort[] | undefined): void {
  const names = new Set<string>();
  ports?.forEach(({ name, containerPort, hostPort, protocol }, index) => {
    const at = `${path}[${index}]`;
    if (name) {
      const problems = portName(name);
      addInvalid(errors, `${at}.name`, name, problems);
      if (problems.length === 0 && names.has(name)) errors.push(duplicate(`${at}.name`, name));
      else if (problems.length === 0) names.add(name);
    }
    if (!containerPort) errors.push(required(`${at}.containerPort`));
    else addInvalid(errors, `${at}.containerPort`, containerPort, portNumber(containerPort));
    if (hostPort) addInvalid(errors, `${at}.hostPort`, hostPort, portNumber(hostPort));
    if (!protocol) errors.push(required(`${at}.protocol`));
    else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${at}.protocol`, protocol, PROTOCOLS));
  });
}

/** No two ports of the pod want one host port. upstream: AccumulateUniqueHostPorts */
function checkHostPorts(errors: Errors, path: string, containers: readonly Container[]): void {
  const taken = new Set<string>();
  containers.forEach(({ ports }, index) => {
    ports?.forEach(({ protocol, hostIP = '', hostPort }, position) => {
      if (!hostPort) return;
      const key = `${protocol}/${hostIP}/${hostPort}`;
      if (taken.has(key)) errors.push(duplicate(`${path}[${index}].ports[${position}].hostPort`, key));
      taken.add(key);
    });
  });
}

const RESIZABLE = ['cpu', 'memory'];
const RESIZE_POLICIES = ['NotRequired', 'RestartContainer'];

function checkResizePolicy(
  errors: Errors,
  path: string,
  policies: readonly ContainerResizePolicy[] | undefined,
  podRestartPolicy: string | undefined,
): void {
  policies?.forEach(({ resourceName, restartPolicy }, index) => {
    if (policies.findIndex((other) => other.resourceName === resourceName) < index) {
      errors.push(duplicate(`${path}[${index}]`, resourceName));
    }
    if (!resourceName) errors.push(required(path));
    else if (!RESIZABLE.includes(resourceName)) errors.push(notSupported(path, resourceName, RESIZABLE));
    if (!restartPolicy) errors.push(required(path));
    else if (!RESIZE_POLICIES.includes(restartPolicy)) errors.push(notSupported(path, restartPolicy, RESIZE_POLICIES));
    if (podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired') {
      errors.push(invalid(path, restartPolicy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'"));
    }
  });
}

const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];
const NO_RESTART_POLICY = 'must specify restartPolicy when restart rules are used';
const RULE_ACTIONS = ['Restart'];
const ALL_RULE_ACTIONS = [...RULE_ACTIONS, 'RestartAllContainers'];
const RULE_OPERATORS = ['In', 'NotIn'];

/** upstream: validateInitContainerRestartPolicy */
function checkInitRestartPolicy(errors: Errors, path: string, container: Container): void {
  const { restartPolicy, restartPolicyRules = [] } = container;
  if (restartPolicy === undefined) {
    // Upstream does not look at the rules of an init container without a policy.
    if (restartPolicyRules.length > 0) errors.push(required(`${path}.restartPolicy`, NO_RESTART_POLICY));
  } else if (restartPolicy === 'Always' && !isEnabled('RestartAllContainersOnContainerExits')) {
    if (restartPolicyRules.length === 0) return;
    const why = 'restartPolicyRules are not allowed for init containers with restart policy Always';
    errors.push(forbidden(`${path}.restartPolicyRules`, why));
  } else checkRestartPolicy(errors, path, container);
}

/** upstream: validateContainerRestartPolicy */
function checkRestartPolicy(errors: Errors, path: string, { restartPolicy, restartPolicyRules = [] }: Container): void {
  if (restartPolicy === undefined) {
    if (restartPolicyRules.length === 0) return;
    errors.push(required(`${path}.restartPolicy`, NO_RESTART_POLICY));
  } else if (!RESTART_POLICIES.includes(restartPolicy)) {
    errors.push(notSupported(`${path}.restartPolicy`, restartPolicy, RESTART_POLICIES));
  }
  const list = `${path}.restartPolicyRules`;
  const actions = isEnabled('RestartAllContainersOnContainerExits') ? ALL_RULE_ACTIONS : RULE_ACTIONS;
  if (restartPolicyRules.length > 20) errors.push(tooMany(list, restartPolicyRules.length, 20));
  restartPolicyRules.forEach(({ action, exitCodes }, index) => {
    const at = `${list}[${index}]`;
    if (!actions.includes(action ?? '')) errors.push(notSupported(`${at}.action`, action ?? '', actions));
    if (!exitCodes) {
      errors.push(required(`${at}.exitCodes`, 'must be specified'));
      return;
    }
    const { operator = '', values = [] } = exitCodes;
    if (!RULE_OPERATORS.includes(operator)) {
      errors.push(notSupported(`${at}.exitCodes.operator`, operator, RULE_OPERATORS));
    }
    if (values.length > 255) errors.push(tooMany(`${at}.exitCodes.values`, values.length, 255));
  });
}
