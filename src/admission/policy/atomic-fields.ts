// A patch of a policy may not set what can only be set as a whole: the rest of it would be lost.
// upstream: apiserver pkg/admission/plugin/policy/mutating/patch/smd.go findAtomics

import { formOf, type Shape } from '../../api/managed-fields/shape';

/** Paths of the atomic lists, maps and structs that a value sets: `.spec.selector`. */
export function atomicFields(shape: Shape, value: unknown, path = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const form = formOf(shape, value);
  if (form.kind === 'scalar') return [];
  const own = form.atomic ? [path] : [];
  if (Array.isArray(value)) {
    if (form.kind !== 'list') return [];
    return [...own, ...value.flatMap((item, index) => atomicFields(form.item, item, `${path}[${index}]`))];
  }
  if (form.kind !== 'map') return [];
  const below = Object.entries(value).flatMap(([name, item]) => {
    const field = form.field(name);
    return field ? atomicFields(field.shape, item, `${path}.${name}`) : [];
  });
  return [...own, ...below];
}
