// DaemonSet: what the API server does with one of its own. Its template generation lives in an annotation.
// upstream: pkg/apis/apps/v1 SetDefaults_DaemonSet, pkg/registry/apps/daemonset/strategy.go

import { equalData } from './equal-data';
import type { DaemonSet, DaemonSetSpec } from './generated/types.gen';
import { goStruct } from './go-json';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { checkTemplate, templateMatcher } from './pod-spec/check-template';
import { podTemplateDefaults } from './pod-spec/defaults';
import { checkNonNegative, type Errors, forbidden, invalid, notSupported, required } from './validation/field-error';
import { checkAtMost100Percent, checkIntOrPercent, isZero } from './validation/int-or-percent';
import { checkLabelSelector, isEmptySelector, selectorValue } from './validation/label-selector';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { checkSelectorKept } from './validation/workload-selector';
import { templateWarnings } from './warnings';
import { changeField, withAbsent, withDefaults } from './with-defaults';
import { checkDaemonSetStatus } from './workload-status';

export const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

export const daemonSet = defineKind<DaemonSet>({
  hasGeneration: true,
  // The internal type has the generation as a field, which is written back as the annotation.
  defaults: (object) => withTemplateGeneration(changeField(object, 'spec', specDefaults), templateGeneration(object)),
  prepareCreate: (object) => {
    const given = templateGeneration(object);
    const status = { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 };
    return withStatus(withTemplateGeneration(object, Math.max(given, 1)), status);
  },
  prepareUpdate: (next, stored) => {
    const changed = !equalData(next.spec.template, stored.spec.template);
    return keepStatus(withTemplateGeneration(next, templateGeneration(stored) + (changed ? 1 : 0)), stored);
  },
  validate: (object) => {
    const errors: Errors = [];
    checkObjectMeta(errors, object);
    checkSpec(errors, object.spec);
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    checkSelectorKept(errors, next.spec.selector, stored.spec.selector);
    checkSpec(errors, next.spec);
    return errors;
  },
  validateStatusUpdate: checkDaemonSetStatus,
  warnings: (object, stored) => {
    const isKept = stored !== undefined && templateGeneration(object) === templateGeneration(stored);
    return isKept ? [] : templateWarnings('spec.template', object.spec.template);
  },
});

function specDefaults(spec: DaemonSetSpec): DaemonSetSpec {
  const next = withDefaults(spec, { updateStrategy: {}, revisionHistoryLimit: 10 });
  return changeField(
    changeField(next, 'updateStrategy', (strategy) => {
      const typed = withDefaults(strategy, { type: 'RollingUpdate' });
      // The internal type has no absent numbers.
      const isRolling = typed.type === 'RollingUpdate';
      return changeField(isRolling ? withAbsent(typed, { rollingUpdate: {} }) : typed, 'rollingUpdate', (rolling) =>
        withAbsent(rolling, { maxUnavailable: isRolling ? 1 : 0, maxSurge: 0 }),
      );
    }),
    'template',
    podTemplateDefaults,
  );
}

function templateGeneration({ metadata }: DaemonSet): number {
  const text = metadata.annotations?.[TEMPLATE_GENERATION];
  return text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : 0;
}

function withTemplateGeneration(object: DaemonSet, generation: number): DaemonSet {
  const text = String(generation);
  const { metadata } = object;
  if (metadata.annotations?.[TEMPLATE_GENERATION] === text) return object;
  const annotations = { ...metadata.annotations, [TEMPLATE_GENERATION]: text };
  return { ...object, metadata: { ...metadata, annotations } };
}

/** upstream: pkg/apis/apps/validation ValidateDaemonSetSpec */
function checkSpec(errors: Errors, spec: DaemonSetSpec): void {
  const { selector, template, updateStrategy = {} } = spec;
  const before = errors.length;
  checkLabelSelector(errors, 'spec.selector', selector);
  const { labels } = template.metadata ?? {};
  if (errors.length === before && !templateMatcher(selector)(labels)) {
    const why = '`selector` does not match template `labels`';
    errors.push(invalid('spec.template.metadata.labels', labels ?? null, why));
  }
  if (selector && isEmptySelector(selector)) {
    errors.push(invalid('spec.selector', selectorValue(selector), 'empty selector is invalid for daemonset'));
  }
  checkTemplate(errors, 'spec.template', template);
  const { restartPolicy, activeDeadlineSeconds } = template.spec;
  if (restartPolicy !== 'Always') {
    errors.push(notSupported('spec.template.spec.restartPolicy', restartPolicy ?? '', ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const why = 'activeDeadlineSeconds in DaemonSet is not Supported';
    errors.push(forbidden('spec.template.spec.activeDeadlineSeconds', why));
  }
  checkNonNegative(errors, 'spec.minReadySeconds', spec.minReadySeconds);
  checkStrategy(errors, 'spec.updateStrategy', updateStrategy);
  checkNonNegative(errors, 'spec.revisionHistoryLimit', spec.revisionHistoryLimit);
}

type Strategy = NonNullable<DaemonSetSpec['updateStrategy']>;

function checkStrategy(errors: Errors, path: string, { type, rollingUpdate }: Strategy): void {
  if (type === 'OnDelete') return;
  if (type !== 'RollingUpdate') {
    const rolling = rollingUpdate
      ? goStruct({ MaxUnavailable: rollingUpdate.maxUnavailable ?? 0, MaxSurge: rollingUpdate.maxSurge ?? 0 })
      : null;
    const value = goStruct({ Type: type ?? '', RollingUpdate: rolling });
    return void errors.push(notSupported(path, value, ['RollingUpdate', 'OnDelete']));
  }
  const at = `${path}.rollingUpdate`;
  if (!rollingUpdate) return void errors.push(required(at));
  const { maxUnavailable, maxSurge } = rollingUpdate;
  checkIntOrPercent(errors, `${at}.maxUnavailable`, maxUnavailable);
  checkIntOrPercent(errors, `${at}.maxSurge`, maxSurge);
  checkAtMost100Percent(errors, `${at}.maxUnavailable`, maxUnavailable);
  checkAtMost100Percent(errors, `${at}.maxSurge`, maxSurge);
  if (!isZero(maxUnavailable) && !isZero(maxSurge)) {
    errors.push(invalid(`${at}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  } else if (isZero(maxUnavailable) && isZero(maxSurge)) {
    errors.push(required(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
  }
}
