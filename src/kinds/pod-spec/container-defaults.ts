// What the API server fills into a container.
// upstream: pkg/apis/core/v1 SetDefaults_Container, SetDefaults_Probe, SetDefaults_HTTPGetAction

import { isEnabled } from '../feature-gates';
import type {
  Container,
  ContainerPort,
  EnvVar,
  EnvVarSource,
  EphemeralContainer,
  HTTPGetAction,
  Lifecycle,
  LifecycleHandler,
  ObjectFieldSelector,
  Probe,
  ResourceRequirements,
} from '../generated/types.gen';
import { changeField, changeItems, withDefaults, withoutField } from '../with-defaults';
import { defaultPullPolicy } from './image-name';
import { roundedList } from './rounded-list';

const NO_RESOURCES: ResourceRequirements = Object.freeze({});

export function containerDefaults<C extends Container | EphemeralContainer>(container: C): C {
  return allDefaults(isEnabled('ContainerRestartRules') ? container : withoutRestartRules(container, false));
}

export function initContainerDefaults(container: Container): Container {
  const isSidecar = container.restartPolicy === 'Always';
  return allDefaults(isEnabled('ContainerRestartRules') ? container : withoutRestartRules(container, isSidecar));
}

/** upstream: pkg/api/pod dropContainerRestartRules */
function withoutRestartRules<C extends Container | EphemeralContainer>(container: C, keepsPolicy: boolean): C {
  const bare = withoutField(container as Container, 'restartPolicyRules');
  return (keepsPolicy ? bare : withoutField(bare, 'restartPolicy')) as C;
}

function allDefaults<C extends Container | EphemeralContainer>(container: C): C {
  let next: Container = withDefaults<Container>(container, {
    imagePullPolicy: container.imagePullPolicy || defaultPullPolicy(container.image),
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    resources: NO_RESOURCES,
  });
  next = changeItems(next, 'ports', portDefaults);
  next = changeItems(next, 'env', envDefaults);
  next = changeField(next, 'resources', resourceDefaults);
  next = changeField(next, 'livenessProbe', probeDefaults);
  next = changeField(next, 'readinessProbe', probeDefaults);
  next = changeField(next, 'startupProbe', probeDefaults);
  return changeField(withoutStopSignal(next), 'lifecycle', lifecycleDefaults) as C;
}

/** upstream: pkg/api/pod dropContainerStopSignals */
function withoutStopSignal(container: Container): Container {
  const { lifecycle } = container;
  if (lifecycle?.stopSignal === undefined || isEnabled('ContainerStopSignals')) return container;
  const { stopSignal, ...rest } = lifecycle;
  return rest.postStart || rest.preStop ? { ...container, lifecycle: rest } : withoutField(container, 'lifecycle');
}

export const ephemeralContainerDefaults = (container: EphemeralContainer) => containerDefaults(container);

export function resourceDefaults(resources: ResourceRequirements): ResourceRequirements {
  return changeField(changeField(resources, 'limits', roundedList), 'requests', roundedList);
}

const portDefaults = (port: ContainerPort) => withDefaults(port, { protocol: 'TCP' });

const envDefaults = (variable: EnvVar) => changeField(variable, 'valueFrom', envSourceDefaults);

function envSourceDefaults(source: EnvVarSource): EnvVarSource {
  let next = changeField(source, 'fieldRef', fieldRefDefaults);
  next = changeField(next, 'resourceFieldRef', (ref) => withDefaults(ref, { divisor: '0' }));
  // upstream: pkg/api/pod dropFileKeyRefInUse
  if (!isEnabled('EnvFiles')) return withoutField(next, 'fileKeyRef');
  return changeField(next, 'fileKeyRef', (ref) => withDefaults(ref, { optional: false }));
}

export const fieldRefDefaults = (ref: ObjectFieldSelector) => withDefaults(ref, { apiVersion: 'v1' });

/** Zero counts as absent: none of the four may be zero. */
function probeDefaults(probe: Probe): Probe {
  const { timeoutSeconds, periodSeconds, successThreshold, failureThreshold } = probe;
  const complete = timeoutSeconds && periodSeconds && successThreshold && failureThreshold;
  const next: Probe = complete
    ? probe
    : {
        ...probe,
        timeoutSeconds: timeoutSeconds || 1,
        periodSeconds: periodSeconds || 10,
        successThreshold: successThreshold || 1,
        failureThreshold: failureThreshold || 3,
      };
  return changeField(changeField(next, 'httpGet', httpGetDefaults), 'grpc', (grpc) =>
    withDefaults(grpc, { service: '' }),
  );
}

const httpGetDefaults = (action: HTTPGetAction) => withDefaults(action, { path: '/', scheme: 'HTTP' });

const handlerDefaults = (handler: LifecycleHandler) => changeField(handler, 'httpGet', httpGetDefaults);

function lifecycleDefaults(lifecycle: Lifecycle): Lifecycle {
  return changeField(changeField(lifecycle, 'postStart', handlerDefaults), 'preStop', handlerDefaults);
}
