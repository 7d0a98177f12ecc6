// APIs that a cluster serves besides those that are on by default, described: `['resource.k8s.io/v1beta2']`.
// upstream: apiserver/pkg/server/resourceconfig/helpers.go

import { apiVersionOf } from '../kinds/kind';
import { nearest } from '../kinds/nearest';
import { gatedKinds, kinds } from '../kinds/table';
import type { ArgumentType, Problem } from './describe/argument';

const ON = [...new Set(kinds.map(apiVersionOf))];
const OFF = [...new Set(gatedKinds.map(apiVersionOf))];
/** Versions whose kinds are off in 1.36 and not simulated. */
const UNKNOWN = [
  'admissionregistration.k8s.io/v1alpha1',
  'admissionregistration.k8s.io/v1beta1',
  'certificates.k8s.io/v1alpha1',
  'certificates.k8s.io/v1beta1',
  'coordination.k8s.io/v1alpha2',
  'coordination.k8s.io/v1beta1',
  'internal.apiserver.k8s.io/v1alpha1',
  'networking.k8s.io/v1beta1',
  'resource.k8s.io/v1alpha3',
  'resource.k8s.io/v1beta1',
  'scheduling.k8s.io/v1alpha2',
  'storage.k8s.io/v1beta1',
  'storagemigration.k8s.io/v1beta1',
];
const WHOLE: Readonly<Record<string, RegExp>> = {
  'api/all': /./,
  'api/ga': /\/v\d+$|^v\d+$/,
  'api/beta': /\/v\d+beta\d+$/,
  'api/alpha': /\/v\d+alpha\d+$/,
};

const nameOf = (text: string) => text.replace(/=true$/, '');

/** Those of the versions that are off by default which these settings serve. */
export function versionsServed(settings: readonly string[]): readonly string[] {
  const asked = settings.map(nameOf);
  return OFF.filter((version) => asked.some((name) => name === version || WHOLE[name]?.test(version)));
}

export const runtimeConfigType: ArgumentType<readonly string[]> = {
  expected: 'a list of APIs such as resource.k8s.io/v1beta2',
  typeText: 'readonly string[]',
  schema: { type: 'array', items: { type: 'string', pattern: '^[^=]+(=true)?$' } },
  read: (input) => {
    if (!Array.isArray(input)) {
      return { problem: `expected ${runtimeConfigType.expected}, got ${JSON.stringify(input)}`, path: [] };
    }
    for (const [index, text] of input.entries()) {
      const fault = faultOf(text);
      if (fault) return { ...fault, path: [index] };
    }
    return { value: input };
  },
};

function faultOf(text: unknown): Omit<Problem, 'path'> | undefined {
  const expected = 'expected a group and version such as resource.k8s.io/v1beta2';
  if (typeof text !== 'string') return { problem: `${expected}, got ${JSON.stringify(text)}` };
  const name = nameOf(text);
  if (ON.includes(name) || OFF.includes(name) || Object.hasOwn(WHOLE, name)) return undefined;
  if (name.includes('=')) return { problem: `${text}: APIs that are on by default stay on, and =true is all there is` };
  if (UNKNOWN.includes(name)) return { problem: `${name} is off by default, and its kinds are not simulated` };
  const known = [...OFF, ...ON, ...UNKNOWN, ...Object.keys(WHOLE)];
  return { problem: `unknown api groups or versions: ${name}`, hint: nearest(name, known) };
}
