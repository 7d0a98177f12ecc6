// Rules for file paths inside volumes and containers.
// upstream: pkg/apis/core/validation validateLocalDescendingPath and its siblings

import { type Errors, invalid } from './field-error';

/** No `..` among the path's parts. */
export function checkNoBacksteps(errors: Errors, path: string, target: string): void {
  if (target.includes('..') && target.split('/').includes('..')) {
    errors.push(invalid(path, target, "must not contain '..'"));
  }
}

/** Relative, and no `..` among its parts. */
export function checkDescendingPath(errors: Errors, path: string, target: string): void {
  if (target.startsWith('/')) errors.push(invalid(path, target, 'must be a relative path'));
  checkNoBacksteps(errors, path, target);
}

/** As a descending path, and its first part does not begin with `..` either. */
export function checkLocalPath(errors: Errors, path: string, target: string): void {
  checkDescendingPath(errors, path, target);
  if (target.startsWith('..') && !target.startsWith('../')) {
    errors.push(invalid(path, target, "must not start with '..'"));
  }
}

export const FILE_MODE = 'must be a number between 0 and 0777 (octal), both inclusive';

export function checkFileMode(errors: Errors, path: string, mode: number | undefined): void {
  if (mode !== undefined && (mode < 0 || mode > 0o777)) errors.push(invalid(path, mode, FILE_MODE));
}
