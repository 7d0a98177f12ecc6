// Runs the campaigns of a shop on as many threads as its first word says, and prints what came of them.

import { campaignCases } from '../../../src/checks/campaigns/run';
import { runInThreads } from '../../../src/checks/campaigns/threads';
import { CheckContext } from '../../../src/checks/context';
import { ManifestSet } from '../../../src/checks/manifest-set';
import { loadManifests } from '../../../src/manifests/load';
import { service, web } from './shop';

/** The object under another name. */
const named = (object: object, name: string) =>
  JSON.stringify({ ...object, metadata: { name } }).replaceAll('"app":"web"', `"app":"${name}"`);

const names = Array.from({ length: 10 }, (_, index) => `web-${index}`);
const objects = names.flatMap((name) => [named(web(), name), named(service, name)]);
const cx = new CheckContext(new ManifestSet(loadManifests(objects)), [], {}, (asking) =>
  runInThreads(asking, campaignCases(asking.started), Number(process.argv[2])),
);
process.stdout.write(JSON.stringify(cx.outcomes));
