import { Cluster } from '../src/cluster/cluster';
const tpl = (image: string, extra = {}) => ({ metadata: { labels: { a: 'x' } }, spec: { containers: [{ name: 'c', image }], ...extra } });
const meta = { metadata: { name: 'x', namespace: 'default' } };
const T: any = {
 ds: [1000, { apiVersion: 'apps/v1', kind: 'DaemonSet', ...meta, spec: { selector: { matchLabels: { a: 'x' } }, template: tpl('n') } }],
 rs: [100, { apiVersion: 'apps/v1', kind: 'ReplicaSet', ...meta, spec: { replicas: 1000, selector: { matchLabels: { a: 'x' } }, template: tpl('n') } }],
 stsp: [100, { apiVersion: 'apps/v1', kind: 'StatefulSet', ...meta, spec: { replicas: 1000, podManagementPolicy: 'Parallel', serviceName: 'x', selector: { matchLabels: { a: 'x' } }, template: tpl('n') } }],
 sts: [100, { apiVersion: 'apps/v1', kind: 'StatefulSet', ...meta, spec: { replicas: 200, serviceName: 'x', selector: { matchLabels: { a: 'x' } }, template: tpl('n') } }],
 job: [100, { apiVersion: 'batch/v1', kind: 'Job', ...meta, spec: { completions: 2000, parallelism: 500, template: tpl('sim/exit:0-1', { restartPolicy: 'Never' }) } }],
};
const [nodes, object] = T[process.argv[2] as string];
const c = new Cluster({ nodes });
const up = process.cpuUsage();
c.client(0).create(object);
c.settleWithin();
console.log(process.argv[2], Math.round(process.cpuUsage(up).user / 1000), 'ms cpu');
