// Deployment: what the API server does with one of its own.
// upstream: pkg/apis/apps/v1 SetDefaults_Deployment, pkg/registry/apps/deployment/strategy.go

import { equalData } from './equal-data';
import type { Deployment, DeploymentSpec, DeploymentStrategy } from './generated/types.gen';
import { keepSpec, keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { podTemplateDefaults } from './pod-spec/defaults';
import { changeField, withDefaults, withField } from './with-defaults';

export const deployment = defineKind<Deployment>({
  hasGeneration: true,
  defaults: (object) => changeField(object, 'spec', specDefaults),
  prepareCreate: (object) => withStatus(object, {}),
  prepareUpdate: keepStatus,
  // Annotations may be written through /status, which is where the controller keeps the revision; labels may not.
  prepareStatusUpdate: (next, stored) => {
    const kept = keepSpec(next, stored);
    return withField(kept, 'metadata', withField(kept.metadata, 'labels', stored.metadata.labels));
  },
  bumpsGeneration: (next, stored) => !equalData(next.metadata.annotations ?? {}, stored.metadata.annotations ?? {}),
});

function specDefaults(spec: DeploymentSpec): DeploymentSpec {
  const next = withDefaults(spec, {
    replicas: 1,
    strategy: {},
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  });
  return changeField(changeField(next, 'strategy', strategyDefaults), 'template', podTemplateDefaults);
}

function strategyDefaults(strategy: DeploymentStrategy): DeploymentStrategy {
  const next = withDefaults(strategy, { type: 'RollingUpdate' });
  if (next.type !== 'RollingUpdate') return next;
  return changeField(withDefaults(next, { rollingUpdate: {} }), 'rollingUpdate', (rolling) =>
    withDefaults(rolling, { maxUnavailable: '25%', maxSurge: '25%' }),
  );
}
