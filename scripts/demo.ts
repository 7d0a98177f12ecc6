// The main job in one picture: real manifests in a simulated cluster, an image rolled out, a node lost, and what their
// visitors noticed of it.
import pc from 'picocolors';
import type { Mark } from '../src/cluster/cluster';
import { cluster } from '../src/index';
import { timelineText } from '../src/report/timeline';

const { bold, dim, green, red } = pc;

const startedMs = performance.now();
const shop = cluster({ nodes: 3 });
shop.load('../fixtures/shop');
shop.settle();
say('Three nodes, and fixtures/shop loaded', 'create');

const visitors = shop.traffic('http://frontend', { perSecond: 50, name: 'visitors' });
const beforeRollout = shop.mark();
shop.setImage('deployment/frontend', 'shop/frontend:v2');
shop.advance('90s');
say('The frontend rolls out shop/frontend:v2', 'rollout', beforeRollout);

const beforeLoss = shop.mark();
shop.failNode('node-2');
shop.advance('7m');
say('node-2 dies', 'loss', beforeLoss);

const { total, succeeded, lost, losses } = visitors.result;
const ready = shop
  .list('EndpointSlice', 'default')
  .flatMap((slice) =>
    slice.metadata.labels?.['kubernetes.io/service-name'] === 'frontend'
      ? (slice.endpoints ?? []).filter((endpoint) => endpoint.conditions?.ready)
      : [],
  );
const duringRollout = losses.filter(({ atMs }) => atMs < beforeLoss.atMs).length;
const safe = duringRollout === 0 && ready.length === 3;
console.log(bold('Verdict'));
console.log(
  `  ${total} requests, ${succeeded} answered, ${lost} lost: ${duringRollout} in the rollout, ${lost - duringRollout} to the dead node`,
);
console.log(`  ${ready.length} of 3 frontends ready again at the end`);
console.log(
  safe
    ? green('  The rollout lost no request, and the shop survived the loss of a node.')
    : red('  The shop did not come through.'),
);
console.log(
  dim(
    `  ${Math.round(shop.nowMs - beforeRollout.atMs) / 1000} s of virtual time in ${Math.round(performance.now() - startedMs)} ms`,
  ),
);
process.exitCode = safe ? 0 : 1;

function say(title: string, part: string, since?: Mark): void {
  console.log(bold(title));
  const text = timelineText(shop, { since, brief: true });
  for (const line of text.split('\n')) console.log(part === 'create' ? dim(`  ${line}`) : `  ${line}`);
  console.log();
}
