// How many items a list has, and whether they differ. upstream: kube-openapi/pkg/validation/validate/slice_validator.go

import { equalData } from '../../kinds/equal-data';
import type { Schema } from '../schema';
import { type Result, tooManyError, valueError } from './result';

export function checkItems(result: Result, list: readonly unknown[], schema: Schema, path: string): void {
  const { minItems, maxItems, uniqueItems } = schema;
  if (minItems !== undefined && list.length < minItems) {
    result.add(valueError(path, `should have at least ${minItems} items`, list.length));
  }
  if (maxItems !== undefined && list.length > maxItems) {
    result.add(tooManyError(path, 'items', list.length, maxItems));
  }
  if (uniqueItems && list.some((item, index) => list.slice(0, index).some((before) => equalData(before, item)))) {
    result.add(valueError(path, "shouldn't contain duplicates", undefined));
  }
  result.matchCount++;
}
