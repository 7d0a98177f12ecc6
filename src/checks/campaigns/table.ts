// The campaigns table, mildest first: of one cause the first case that shows it is told in full.

import type { Campaign } from './campaign';
import { deletePod } from './delete-pod';
import { drainNode } from './drain-node';
import { loseNode, loseZone } from './lose-node';
import { restart } from './restart';
import { rollImage } from './roll-image';
import { scaleRange } from './scale-range';
import { spendQuota } from './spend-quota';

export const campaigns: readonly Campaign[] = [
  deletePod,
  restart,
  rollImage,
  drainNode,
  loseNode,
  loseZone,
  spendQuota,
  scaleRange,
];
