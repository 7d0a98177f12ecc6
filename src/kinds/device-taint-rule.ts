// DeviceTaintRule: what the API server does with one of its own.
// upstream: pkg/registry/resource/devicetaintrule/strategy.go, pkg/apis/resource/validation ValidateDeviceTaintRule

import { rfc3339 } from '../sim/time';
import { checkDriverName, checkLabelName, checkPoolName } from './device/names';
import { checkTaint } from './device/slice-rules';
import type { DeviceTaintRule } from './generated/types.gen';
import { keepAllButStatus, keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { checkConditions } from './validation/conditions';
import { type Errors, tooMany } from './validation/field-error';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { changeField, withField } from './with-defaults';

const MAX_CONDITIONS = 8;

const DEPRECATED = 'resource.k8s.io/v1beta2 DeviceTaintRule is deprecated in v1.39+, unavailable in v1.42+';

export const deviceTaintRule = defineKind<DeviceTaintRule>({
  deprecation: DEPRECATED,
  hasGeneration: true,
  prepareCreate: (rule, { nowMs }) => timed(withStatus(rule, {}), nowMs),
  prepareUpdate: (next, stored, { nowMs }) => {
    const kept = timed(keepStatus(next, stored), nowMs);
    const [taint, before] = [kept.spec.taint, stored.spec.taint];
    const isOld = taint.effect !== before.effect && taint.timeAdded === before.timeAdded;
    return isOld ? addedNow(kept, nowMs) : kept;
  },
  prepareStatusUpdate: keepAllButStatus,
  validate: (rule) => {
    const errors: Errors = [];
    checkObjectMeta(errors, rule);
    checkRule(errors, rule, undefined);
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    checkRule(errors, next, stored);
    return errors;
  },
  validateStatusUpdate: ({ status }) => {
    const errors: Errors = [];
    const { conditions = [] } = status ?? {};
    checkConditions(errors, 'status.conditions', conditions);
    if (conditions.length > MAX_CONDITIONS)
      errors.push(tooMany('status.conditions', conditions.length, MAX_CONDITIONS));
    return errors;
  },
});

/** A taint that does not say since when it holds holds since now. */
const timed = (rule: DeviceTaintRule, nowMs: number) => (rule.spec.taint.timeAdded ? rule : addedNow(rule, nowMs));

function addedNow(rule: DeviceTaintRule, nowMs: number): DeviceTaintRule {
  return changeField(rule, 'spec', (spec) =>
    changeField(spec, 'taint', (taint) => withField(taint, 'timeAdded', rfc3339(nowMs))),
  );
}

function checkRule(errors: Errors, { spec }: DeviceTaintRule, stored: DeviceTaintRule | undefined): void {
  const { driver, pool, device } = spec.deviceSelector ?? {};
  if (driver !== undefined) checkDriverName(errors, 'spec.deviceSelector.driver', driver);
  if (pool !== undefined) checkPoolName(errors, 'spec.deviceSelector.pool', pool);
  if (device !== undefined) checkLabelName(errors, 'spec.deviceSelector.device', device);
  checkTaint(errors, 'spec.taint', spec.taint, stored?.spec.taint.effect);
}
