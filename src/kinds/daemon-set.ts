// DaemonSet: what the API server does with one of its own. Its template generation lives in an annotation.
// upstream: pkg/apis/apps/v1 SetDefaults_DaemonSet, pkg/registry/apps/daemonset/strategy.go

import { equalData } from './equal-data';
import type { DaemonSet, DaemonSetSpec } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { podTemplateDefaults } from './pod-spec/defaults';
import { changeField, withDefaults } from './with-defaults';

const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

export const daemonSet = defineKind<DaemonSet>({
  hasGeneration: true,
  defaults: (object) => changeField(object, 'spec', specDefaults),
  prepareCreate: (object) => {
    const given = templateGeneration(object);
    const status = { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 };
    return withStatus(withTemplateGeneration(object, Math.max(given, 1)), status);
  },
  prepareUpdate: (next, stored) => {
    const changed = !equalData(next.spec.template, stored.spec.template);
    return keepStatus(withTemplateGeneration(next, templateGeneration(stored) + (changed ? 1 : 0)), stored);
  },
});

function specDefaults(spec: DaemonSetSpec): DaemonSetSpec {
  const next = withDefaults(spec, { updateStrategy: {}, revisionHistoryLimit: 10 });
  return changeField(
    changeField(next, 'updateStrategy', (strategy) => {
      const typed = withDefaults(strategy, { type: 'RollingUpdate' });
      if (typed.type !== 'RollingUpdate') return typed;
      return changeField(withDefaults(typed, { rollingUpdate: {} }), 'rollingUpdate', (rolling) =>
        withDefaults(rolling, { maxUnavailable: 1, maxSurge: 0 }),
      );
    }),
    'template',
    podTemplateDefaults,
  );
}

function templateGeneration({ metadata }: DaemonSet): number {
  const text = metadata.annotations?.[TEMPLATE_GENERATION];
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : 0;
}

function withTemplateGeneration(object: DaemonSet, generation: number): DaemonSet {
  const text = String(generation);
  const { metadata } = object;
  if (metadata.annotations?.[TEMPLATE_GENERATION] === text) return object;
  const annotations = { ...metadata.annotations, [TEMPLATE_GENERATION]: text };
  return { ...object, metadata: { ...metadata, annotations } };
}
