// Concerns of other tools that need no rule here: the API server refuses such objects, and `accepted` tells its words.
import { expect, test } from '@jest/globals';
import { deployment, deploymentOf, job, messages } from './manifests';

const port = (name: string, containerPort = 8080) => ({ name, containerPort });
const { spec } = job({ restartPolicy: undefined }) as { readonly spec: object };

test.each([
  { name: 'a label with an illegal value', object: deployment({}, { labels: { a: 'b c' } }), words: 'metadata.labels' },
  {
    name: 'a port with an illegal name',
    object: deploymentOf({ ports: [port('Http')] }),
    words: 'ports[0].name: Invalid value: "Http"',
  },
  {
    name: 'two ports of one name',
    object: deploymentOf({ ports: [port('http'), port('http', 9090)] }),
    words: 'ports[1].name: Duplicate value: "http"',
  },
  {
    name: 'a port without a number',
    object: deploymentOf({ ports: [{ name: 'http' }] }),
    words: 'ports[0].containerPort',
  },
  {
    name: 'a CronJob that does not say whether to restart',
    object: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'web' },
      spec: { schedule: '* * * * *', jobTemplate: { spec } },
    },
    words: 'valid values: "OnFailure", "Never"',
  },
  {
    name: 'all of /proc without users of its own',
    object: deploymentOf({ securityContext: { procMount: 'Unmasked' } }),
    words: '`hostUsers` must be false',
  },
])('$name is refused', ({ object, words }) => {
  expect(messages('accepted', object)).toEqual([expect.stringContaining(words)]);
});
