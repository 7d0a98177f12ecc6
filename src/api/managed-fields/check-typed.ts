// Whether a configuration conforms to the shape of its type, with upstream's words for what does not.
// upstream: structured-merge-diff typed/validate.go

import { goText } from '../../kinds/go-text';
import { goSyntax, goTypeName } from '../patch/go-values';
import { isMap } from '../patch/merge-patch';
import { itemElement } from './list-items';
import { elementText, fieldElement } from './path-element';
import { formOf, type ListShape, type MapShape, memberShape, type ScalarShape, type Shape } from './shape';

/** All faults in one text; undefined when there are none. Keys of merging lists may not repeat. */
export function typedFault(shape: Shape, value: unknown): string | undefined {
  const faults = check(shape, value, '');
  if (faults.length <= 1) return faults[0];
  return ['errors:', ...faults.map((fault) => `  ${fault}`)].join('\n');
}

function check(shape: Shape, value: unknown, path: string): string[] {
  const form = formOf(shape, value);
  if (value === null || value === undefined) return [];
  if (form.kind === 'scalar') {
    const fault = scalarFault(form, value);
    return fault === undefined ? [] : [`${path}: ${fault}`];
  }
  if (form.kind === 'map')
    return isMap(value) ? checkMap(form, value, path) : [`${path}: expected map, got ${printed(value)}`];
  return Array.isArray(value) ? checkList(form, value, path) : [`${path}: expected list, got ${printed(value)}`];
}

/** `%v` of upstream's value: a pointer to a struct of one field. */
const printed = (value: unknown) => `&{${goText(value)}}`;

function scalarFault({ scalar }: ScalarShape, value: unknown): string | undefined {
  if (scalar === 'numeric') {
    return typeof value === 'number' ? undefined : `expected numeric (int or float), got ${goTypeName(value)}`;
  }
  if (scalar === 'string') {
    if (typeof value === 'string') return undefined;
    return `expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`;
  }
  if (scalar === 'boolean') return typeof value === 'boolean' ? undefined : `expected boolean, got ${printed(value)}`;
  return typeof value === 'object' ? `expected any scalar, got ${printed(value)}` : undefined;
}

function checkMap(form: MapShape, map: Record<string, unknown>, path: string): string[] {
  const faults: string[] = [];
  for (const key in map) {
    const shape = memberShape(form, key);
    const place = path + elementText(fieldElement(key));
    // Upstream looks no further in this map.
    if (!shape) return [...faults, `${place}: field not declared in schema`];
    faults.push(...check(shape, map[key], place));
  }
  return faults;
}

function checkList(form: ListShape, list: readonly unknown[], path: string): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < list.length; index++) {
    const element = form.atomic ? undefined : itemElement(form, list[index]);
    if (element !== undefined && typeof element !== 'string') {
      return [...faults, `${path}: element ${index}: ${element.fault}`];
    }
    const place = element === undefined ? `[${index}]` : elementText(element);
    if (element !== undefined && seen.has(element)) faults.push(`${path}: duplicate entries for key ${place}`);
    if (element !== undefined) seen.add(element);
    faults.push(...check(form.item, list[index], path + place));
  }
  return faults;
}
