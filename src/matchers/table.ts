// The matchers table: everything that can be asserted, in the order of the docs.

import { toBeAvailable, toBeProgressing, toBeStalled } from './availability';
import { toHaveCondition } from './condition';
import { toConnect, toConnectOnly } from './connections';
import { toBeCrashLooping, toBeOOMKilled, toHaveExitCode, toHaveRestarted } from './container-ends';
import { toHaveEndpoints } from './endpoints';
import { toHaveEvent } from './event';
import { toExist } from './exist';
import { toHaveField } from './field';
import { toBeThrottled, toHaveFile, toHaveVariable } from './in-container';
import { toHaveAnnotation, toHaveLabel } from './labels';
import { toBeEvicted, toBeTerminating } from './leaving';
import { toBeUnresolved, toHaveResolvedTo, toResolveTo } from './lookup';
import { toMatchManifest } from './manifest';
import { toBeCordoned, toHaveTaint, toHoldPods } from './node';
import { toOwn } from './own';
import { toBePending, toBeRunning, toHaveFailed, toHaveSucceeded } from './pod-phase';
import { toHaveQoS } from './quality-of-service';
import { toBeReachable } from './reachable';
import { toBeReady } from './ready';
import { toBeRefused } from './refusal';
import { toHaveReplicas } from './replicas';
import { toBeAnswered, toBeLost } from './response';
import { toBeRolledOut, toHaveRevision } from './rollout';
import { toBeScheduled, toBeUnschedulable } from './scheduling';
import { toSelect } from './select';
import { toBeShownAs } from './shown';
import { toBalance, toHaveLost, toHaveLostNothing, toHaveReached } from './traffic';

export const matchers = [
  // Any object.
  toExist,
  toMatchManifest,
  toHaveField,
  toHaveLabel,
  toHaveAnnotation,
  toHaveCondition,
  toHaveEvent,
  toOwn,
  toBeTerminating,
  toBeShownAs,
  // Workloads.
  toBeAvailable,
  toBeProgressing,
  toBeStalled,
  toBeRolledOut,
  toHaveRevision,
  toHaveReplicas,
  // Pods.
  toBeRunning,
  toBeReady,
  toBePending,
  toBeScheduled,
  toBeUnschedulable,
  toBeCrashLooping,
  toHaveRestarted,
  toHaveExitCode,
  toBeOOMKilled,
  toBeEvicted,
  toHaveSucceeded,
  toHaveFailed,
  toHaveQoS,
  toBeThrottled,
  toHaveVariable,
  toHaveFile,
  // Services.
  toHaveEndpoints,
  toSelect,
  toResolveTo,
  toBeReachable,
  // Nodes.
  toHaveTaint,
  toBeCordoned,
  toHoldPods,
  // Results.
  toBeAnswered,
  toBeLost,
  toHaveLost,
  toHaveLostNothing,
  toHaveReached,
  toBalance,
  toHaveResolvedTo,
  toBeUnresolved,
  toConnect,
  toConnectOnly,
  toBeRefused,
] as const;
