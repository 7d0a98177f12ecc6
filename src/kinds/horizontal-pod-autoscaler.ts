// HorizontalPodAutoscaler: what the API server does with one of its own.
// upstream: pkg/apis/autoscaling/v2 SetDefaults_HorizontalPodAutoscaler

import { isEnabled } from './feature-gates';
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerBehavior,
  HorizontalPodAutoscalerSpec,
  HPAScalingRules,
  MetricSpec,
} from './generated/types.gen';
import { checkAutoscalerStatus, checkAutoscalerUpdate, checkNewAutoscaler } from './horizontal-pod-autoscaler-rules';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { changeField, withDefaults, withoutField } from './with-defaults';

export const horizontalPodAutoscaler = defineKind<HorizontalPodAutoscaler>({
  defaults: (object) => changeField(object, 'spec', specDefaults),
  prepareCreate: (object) => withStatus(object, { desiredReplicas: 0, currentMetrics: null }),
  prepareUpdate: keepStatus,
  validate: checkNewAutoscaler,
  validateUpdate: checkAutoscalerUpdate,
  validateStatusUpdate: checkAutoscalerStatus,
});

const CPU_AT_80_PERCENT: readonly MetricSpec[] = [
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
];

const SCALE_UP: HPAScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ],
};

const SCALE_DOWN: HPAScalingRules = {
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
};

function specDefaults(spec: HorizontalPodAutoscalerSpec): HorizontalPodAutoscalerSpec {
  const metrics = spec.metrics?.length ? spec.metrics : CPU_AT_80_PERCENT;
  const next = withDefaults(spec.metrics === metrics ? spec : { ...spec, metrics }, { minReplicas: 1 });
  return changeField(next, 'behavior', behaviorDefaults);
}

/** Directions that are left out are filled only when there is a behavior at all. */
function behaviorDefaults(behavior: HorizontalPodAutoscalerBehavior): HorizontalPodAutoscalerBehavior {
  const { scaleUp, scaleDown } = behavior;
  return withDefaults(
    {
      ...behavior,
      ...(scaleUp ? { scaleUp: withDefaults(withoutDisabled(scaleUp), SCALE_UP) } : {}),
      ...(scaleDown ? { scaleDown: withDefaults(withoutDisabled(scaleDown), SCALE_DOWN) } : {}),
    },
    { scaleUp: SCALE_UP, scaleDown: SCALE_DOWN },
  );
}

/** upstream: pkg/registry/autoscaling/horizontalpodautoscaler dropDisabledFields */
function withoutDisabled(rules: HPAScalingRules): HPAScalingRules {
  return isEnabled('HPAConfigurableTolerance') ? rules : withoutField(rules, 'tolerance');
}
