// kuttl's own documents and the names of its files.
// upstream: kudobuilder/kuttl internal/file/name.go, pkg/apis/testharness/v1beta1

import { basename } from 'node:path';
import type { Data } from '../documents';

const GROUPS = ['kuttl.dev/v1beta1', 'kudo.dev/v1alpha1', 'kudo.dev/v1beta1', 'kudo.k8s.io/v1alpha1'];

/** `TestStep`, `TestAssert`, `TestFile`, `TestSuite`; undefined for any other object. */
export function ownKind({ apiVersion, kind }: Data): string | undefined {
  return GROUPS.includes(String(apiVersion)) ? String(kind) : undefined;
}

export interface FileName {
  readonly index: number | undefined;
  readonly role: 'assert' | 'errors' | 'apply';
  readonly isTemplate: boolean;
}

const NAME = /^(\d+-)?([^-.]+)(-[^.]+)?((?:\.gotmpl)?\.yaml)?$/;

/** undefined for what kuttl does not look at. */
export function readFileName(path: string): FileName | undefined {
  const match = NAME.exec(basename(path));
  if (!match) return undefined;
  const [, index, first = '', , ending = ''] = match;
  const word = first.toLowerCase();
  return {
    index: index === undefined ? undefined : Number.parseInt(index, 10),
    role: word === 'assert' || word === 'errors' ? word : 'apply',
    isTemplate: ending.startsWith('.gotmpl'),
  };
}
