// Who sends a request, as people write it: `pod/web-0`, `node/node-1`, `namespace/shop`, `outside`.

import type { RequestSource } from '../network/client';
import { UsageError } from './describe/usage-error';

/**
 * What `from` means; a pod is looked for in `namespace`, where a client without an object sits too. Errors:
 * UsageError.
 */
export function readSource(client: string | undefined, namespace = 'default'): RequestSource {
  if (client === undefined) return { namespace };
  if (client === 'outside') return client;
  const [kind, name = '', ...rest] = client.split('/');
  if (name !== '' && rest.length === 0) {
    if (kind === 'pod' || kind === 'pods') return { pod: `${namespace}/${name}` };
    if (kind === 'node' || kind === 'nodes') return { node: name };
    if (kind === 'namespace') return { namespace: name };
  }
  throw new UsageError(`expected a client such as pod/web-0, node/node-1, namespace/shop or outside, got "${client}"`);
}
