// What the official JavaScript client does against a served cluster, one line of JSON for each thing it saw. A process
// of its own, for the client is an ES module.
import {
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  KubernetesObjectApi,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  Watch,
} from '@kubernetes/client-node';

const config = new KubeConfig();
config.loadFromString(process.argv[2]);
const core = config.makeApiClient(CoreV1Api);
const apps = config.makeApiClient(AppsV1Api);
const objects = KubernetesObjectApi.makeApiClient(config);
const namespace = 'default';
const say = (what, seen) => console.log(JSON.stringify([what, seen]));
const map = (name, a) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { a } });

const seen = [];
let wake = () => {};
const note = (type) => (object) => {
  seen.push(`${type} ${object.metadata.name}`);
  wake();
};
const until = async (wanted) => {
  while (!seen.includes(wanted))
    await new Promise((resolve) => {
      wake = resolve;
    });
};
const informer = makeInformer(
  config,
  '/api/v1/namespaces/default/configmaps',
  () => core.listNamespacedConfigMap({ namespace, labelSelector: 'watched=yes' }),
  'watched=yes',
);
for (const type of ['add', 'update', 'delete']) informer.on(type, note(type));
await informer.start();

const labelled = { ...map('informed', '1'), metadata: { name: 'informed', namespace, labels: { watched: 'yes' } } };
await core.createNamespacedConfigMap({ namespace, body: labelled });
await until('add informed');
const type = (strategy) => setHeaderOptions('Content-Type', strategy);
const named = { name: 'informed', namespace };
const merged = await core.patchNamespacedConfigMap(
  { ...named, body: { data: { b: '2' } } },
  type(PatchStrategy.MergePatch),
);
say('merge patch', merged.data);
await until('update informed');
const body = [{ op: 'remove', path: '/data/a' }];
say('json patch', (await core.patchNamespacedConfigMap({ ...named, body }, type(PatchStrategy.JsonPatch))).data);
await core.deleteNamespacedConfigMap(named);
await until('delete informed');
await informer.stop();
say('informer', seen);

const applied = await objects.patch(
  map('applied', '1'),
  undefined,
  undefined,
  'me',
  true,
  PatchStrategy.ServerSideApply,
);
say(
  'apply',
  applied.metadata.managedFields.map(({ manager, operation }) => `${manager} ${operation}`),
);

const image = (name) => ({ containers: [{ name: 'c', image: name }] });
const template = { metadata: { labels: { app: 'web' } }, spec: image('web:1') };
const spec = { replicas: 2, selector: { matchLabels: { app: 'web' } }, template };
await apps.createNamespacedDeployment({ namespace, body: { metadata: { name: 'web' }, spec } });
const watch = new Watch(config);
const available = await new Promise((resolve, reject) => {
  const query = { fieldSelector: 'metadata.name=web' };
  const done = (error) => error && reject(error);
  watch
    .watch(
      '/apis/apps/v1/namespaces/default/deployments',
      query,
      (_type, { status }) => {
        if (status?.availableReplicas === 2) resolve(status.availableReplicas);
      },
      done,
    )
    .catch(reject);
});
say('watch', available);
say('list', (await core.listNamespacedPod({ namespace, labelSelector: 'app=web' })).items.length);

try {
  await core.readNamespacedPod({ name: 'nope', namespace });
} catch (error) {
  say('refusal', [error.code, JSON.parse(error.body).message]);
}
process.exit(0);
