import { test } from '@jest/globals';
import { KubeletCluster } from './kubelet-cluster';
test('x', () => {
    const cluster = new KubeletCluster();
    cluster.pod('p', { containers: [{image:'nginx:1', ports:[{containerPort:80}], readinessProbe: { httpGet: {path:'/',port:80}, periodSeconds: 2 } }] });
    cluster.settle();
    const w = () => { const s = cluster.simulation.memory('kubelet') as any; return [...s.workers.values()][0]; };
    console.log(JSON.stringify(w().probes), w().work, w().pending, cluster.simulation.nowMs - w().probes['c/readiness'].baseMs);
    cluster.command('failProbe', { pod: 'p', probe: 'readiness', times: 3 });
    console.log(JSON.stringify(cluster.simulation.queue.records()), JSON.stringify(w().forced));
    cluster.advance(8);
    console.log(JSON.stringify(w().probes), JSON.stringify(w().forced), cluster.events('p'));
});
