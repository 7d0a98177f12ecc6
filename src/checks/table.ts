// The checks table: every rule, in the order of the docs.

import type { Rule } from './rule';
import { accepted } from './rules/accepted';
import { imageTag } from './rules/image-tag';
import { serviceSelectsPods } from './rules/service-selects-pods';

export const rules: readonly Rule[] = [accepted, imageTag, serviceSelectsPods];
