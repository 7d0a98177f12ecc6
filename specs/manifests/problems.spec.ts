// What is said of manifests that cannot be used.

import { describe, expect, test } from '@jest/globals';
import { ManifestError, type ManifestProblem } from '../../src/manifests/errors';
import { type LoadOptions, loadManifests, type ManifestInput } from '../../src/manifests/load';

const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n`;

function errorOf(inputs: ManifestInput | readonly ManifestInput[], options: LoadOptions = {}): ManifestError {
  try {
    loadManifests(inputs, options);
  } catch (error) {
    if (error instanceof ManifestError) return error;
    throw error;
  }
  throw new Error('it was loaded');
}

describe('problems', () => {
  test('an unknown field, whole', () => {
    const text = 'apiVersion: apps/v1\nkind: ReplicaSet\nmetadata:\n  name:: frontend\nspec:\n  selector: {}\n';
    const error = errorOf(text);
    expect(error).toMatchObject({ file: '<inline>', line: 4, column: 3 });
    expect(error.message).toBe(`<inline>:4:3: unknown field "metadata.name:"
  2 | kind: ReplicaSet
  3 | metadata:
> 4 |   name:: frontend
    |   ^^^^^
  5 | spec:
hint: one colon too many after "name"
the API server says: ReplicaSet in version "v1" cannot be handled as a ReplicaSet: strict decoding error: unknown field "metadata.name:"

<inline>:3:1: the object has no name
  1 | apiVersion: apps/v1
  2 | kind: ReplicaSet
> 3 | metadata:
    | ^^^^^^^^
  4 |   name:: frontend
expected: metadata.name
the API server says: ReplicaSet.apps "" is invalid: metadata.name: Required value: name or generateName is required
kubectl says: error: error when retrieving current configuration of:
Resource: "apps/v1, Resource=replicasets", GroupVersionKind: "apps/v1, Kind=ReplicaSet"
Name: "", Namespace: "default"
from server for: "<inline>": resource name may not be empty`);
  });

  const deployment = (spec: string, podSpec = '') =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {}\n  template:\n    spec:\n      containers:\n      - name: c\n${podSpec}${spec}`;

  test.each<{ name: string; text: string; line: number; column: number; problem: Partial<ManifestProblem> }>([
    {
      name: 'a container one column off',
      text: 'spec:\n  containers:\n  - name: a\n    image: b\n   - name: c\n    image: d\n',
      line: 5,
      column: 4,
      problem: {
        message: 'this does not fit into the mapping around it: look at the indentation',
        kubectl: 'error parsing <inline>: error converting YAML to JSON: yaml: line 4: did not find expected key',
      },
    },
    {
      name: 'a kind that is nearly one',
      text: 'apiVersion: apps/v1\nkind: Deploymnt\nmetadata: {name: a}\n',
      line: 2,
      column: 7,
      problem: {
        message: 'no kind "Deploymnt" in version "apps/v1"',
        hint: 'did you mean "Deployment"?',
        kubectl:
          'resource mapping not found for name: "a" namespace: "" from "<inline>": ' +
          'no matches for kind "Deploymnt" in version "apps/v1"\nensure CRDs are installed first',
      },
    },
    {
      name: 'a kind in another group',
      text: 'apiVersion: v1\nkind: Deploymet\nmetadata: {name: a}\n',
      line: 2,
      column: 7,
      problem: { hint: 'did you mean "Deployment" (apps/v1)?' },
    },
    {
      name: 'a version that is gone',
      text: 'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}\n',
      line: 1,
      column: 13,
      problem: {
        message: 'no kind "Ingress" in version "extensions/v1beta1"',
        hint: 'Ingress is served as networking.k8s.io/v1',
      },
    },
    {
      name: 'a kustomization',
      text: 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n',
      line: 2,
      column: 7,
      problem: { hint: 'a kustomization is rendered first: kubectl kustomize FOLDER, and its output loaded' },
    },
    {
      name: 'values of a chart',
      text: 'replicas: 3\nimage: a\n',
      line: 1,
      column: 1,
      problem: {
        message: 'the manifest has no apiVersion and no kind',
        kubectl:
          'error validating "<inline>": error validating data: [apiVersion not set, kind not set]; ' +
          'if you choose to ignore these errors, turn validation off with --validate=false',
      },
    },
    {
      name: 'a list of manifests that is no List',
      text: `- ${namespace('a').replaceAll('\n', '\n  ')}`,
      line: 1,
      column: 1,
      problem: { message: 'a manifest is a mapping with apiVersion, kind and metadata, not a list' },
    },
    {
      name: 'a field one letter off',
      text: deployment('  replicaz: 3\n'),
      line: 10,
      column: 3,
      problem: {
        message: 'unknown field "spec.replicaz"',
        hint: 'did you mean "replicas"?',
        server:
          'Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec.replicaz"',
      },
    },
    {
      name: 'a field too far out',
      text: deployment('  containers: []\n'),
      line: 10,
      column: 3,
      problem: {
        message: 'unknown field "spec.containers"',
        hint: '"containers" belongs further in, under "template.spec"',
      },
    },
    {
      name: 'a field too far in',
      text: deployment('', '        replicas: 2\n'),
      line: 10,
      column: 9,
      problem: {
        message: 'unknown field "spec.template.spec.containers[0].replicas"',
        hint: '"replicas" belongs further out, beside what stands in "spec"',
      },
    },
    {
      name: 'a field beside its own place',
      text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, replicas: 3}\nspec: {selector: {}, template: {}}\n',
      line: 3,
      column: 21,
      problem: { hint: '"replicas" belongs under "spec"' },
    },
    {
      name: 'a number in quotes',
      text: deployment('  replicas: "3"\n'),
      line: 10,
      column: 13,
      problem: {
        message: 'spec.replicas must be a whole number',
        expected: 'a whole number',
        actual: 'the text "3"',
        hint: 'leave out the quotes',
        server:
          'Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field ' +
          'DeploymentSpec.spec.replicas of type int32',
      },
    },
    {
      name: 'a text that YAML takes for a boolean',
      text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  debug: on\n',
      line: 5,
      column: 10,
      problem: {
        message: 'data.debug must be a text',
        actual: 'true',
        hint: 'yes, no, on, off, y, n, true and false are booleans in YAML; put quotes around it',
      },
    },
    {
      name: 'a text that YAML takes for a number',
      text: deployment('', '        env: [{name: PORT, value: 8080}]\n'),
      line: 10,
      column: 35,
      problem: {
        message: 'spec.template.spec.containers[0].env[0].value must be a text',
        hint: 'put quotes around it: "8080"',
      },
    },
    {
      name: 'a quantity',
      text: deployment('', '        resources: {limits: {memory: 1Gib}}\n'),
      line: 10,
      column: 38,
      problem: { expected: 'a quantity, e.g. 500m or 1Gi', actual: 'the text "1Gib"' },
    },
    {
      name: 'a mapping for a list',
      text: deployment('', '        ports: {containerPort: 80}\n'),
      line: 10,
      column: 16,
      problem: { expected: 'a list', actual: 'a mapping, {"containerPort":80}' },
    },
    {
      name: 'a name that is a number',
      text: 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: 2026\n',
      line: 4,
      column: 9,
      problem: {
        message: 'metadata.name must be a text',
        kubectl:
          'unable to decode "<inline>": json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string',
      },
    },
    {
      name: 'a key that stands twice',
      text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: "1"\n  b: "2"\n  a: "3"\n',
      line: 7,
      column: 3,
      problem: {
        message: '"a" stands twice in one mapping',
        hint: 'it stands at <inline>:5:3 too; the last one would win without a word',
      },
    },
    {
      name: 'a name that stands twice',
      text: `${namespace('a')}---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n`,
      line: 8,
      column: 3,
      problem: { message: 'a second Namespace "a" in one load', hint: 'the first stands at <inline>:3:12' },
    },
  ])('$name', ({ text, line, column, problem }) => {
    const [first] = errorOf(text).problems;
    expect(first).toMatchObject(problem);
    expect({ line: first?.place?.line, column: first?.place?.column }).toEqual({ line, column });
  });

  test.each([
    {
      name: 'a doubled colon',
      text: `apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name:: frontend
spec:
  replicas: 3
  selector: {matchLabels: {tier: frontend}}
  template:
    metadata: {labels: {tier: frontend}}
    spec: {containers: [{name: php-redis, image: gcr.io/google_samples/gb-frontend:v3}]}
`,
      kubectl:
        'error when retrieving current configuration of:\nResource: "apps/v1, Resource=replicasets", ' +
        'GroupVersionKind: "apps/v1, Kind=ReplicaSet"\nName: "", Namespace: "default"\n' +
        'from server for: "STDIN": resource name may not be empty',
    },
    {
      name: 'a container one column off',
      text: `apiVersion: v1
kind: Pod
metadata:
  name: my-nginx-pod
spec:
  containers:
  - name: my-nginx-container
    image: nginx:latest
    ports:
    - containerPort: 80
      protocol: TCP
   - name: ubuntu-sidecar-container
    image: alicek106/rr-test:curl
    command: ["tail"]
    args: ["-f", "/dev/null"]
`,
      kubectl: 'error parsing STDIN: error converting YAML to JSON: yaml: line 11: did not find expected key',
    },
  ])('$name: as kubectl was recorded to say it', ({ text, kubectl }) => {
    const said = errorOf('-', { stdin: () => text }).problems.map((problem) => problem.kubectl);
    expect(said.filter((words) => words !== undefined)).toEqual([kubectl]);
  });

  test('the server names unknown fields in the order kubectl sends them: sorted', () => {
    const text = 'apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {zz: 1, aa: 2}\n';
    const problems = errorOf(text).problems;
    expect(problems.map(({ message }) => message)).toEqual(['unknown field "spec.zz"', 'unknown field "spec.aa"']);
    expect(problems.at(-1)?.server).toContain('unknown field "spec.aa", unknown field "spec.zz"');
  });

  test('the same name in another namespace or group is another object', () => {
    const config = (space: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', namespace: space },
    });
    expect(loadManifests([config('x'), config('y')])).toHaveLength(2);
    expect(
      errorOf([config('x'), { ...config(''), metadata: { name: 'a' } }], { namespace: 'x' }).problems[0]?.message,
    ).toBe('a second ConfigMap "x/a" in one load');
  });

  test('all files are looked at, and all problems told', () => {
    const error = errorOf(['absent.yaml', 'a: [\n', namespace('a').replace('name', 'nam'), { kind: 'Pod' }]);
    expect(error.problems.map(({ message }) => message)).toEqual([
      'the path "absent.yaml" does not exist',
      'a value is missing here',
      'unknown field "metadata.nam"',
      'the object has no name',
      'the manifest has no apiVersion',
    ]);
  });

  test.each([
    { name: 'a date', value: new Date(0), message: 'metadata.x of the object is a Date, not plain data' },
    {
      name: 'a function',
      value: () => 1,
      message: 'metadata.x of the object is a function, which no manifest can hold',
    },
    { name: 'not a number', value: Number.NaN, message: 'metadata.x of the object is NaN, which is no JSON number' },
  ])('an object with $name', ({ value, message }) => {
    expect(errorOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a', x: value } }).problems[0]).toEqual({
      message,
      place: undefined,
    });
  });

  test('an object in a circle', () => {
    const circle: Record<string, unknown> = { apiVersion: 'v1', kind: 'Namespace' };
    circle.metadata = circle;
    expect(errorOf(circle).problems[0]?.message).toContain('nested too deep, or in a circle');
  });
});
