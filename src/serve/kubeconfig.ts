// The kubeconfig of a served cluster.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stringify } from 'yaml';

export interface KubeconfigFacts {
  readonly url: string;
  readonly token: string;
  /** The certificate that vouches for the server's, in PEM. */
  readonly ca?: string | undefined;
}

const NAME = 'wavetank';

export function kubeconfigText({ url, token, ca }: KubeconfigFacts): string {
  const authority = ca === undefined ? {} : { 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: NAME, cluster: { server: url, ...authority } }],
    users: [{ name: NAME, user: { token } }],
    contexts: [{ name: NAME, context: { cluster: NAME, user: NAME } }],
    'current-context': NAME,
  });
}

/** Nobody else on the machine may read it. */
export function writeKubeconfig(file: string, facts: KubeconfigFacts): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, kubeconfigText(facts), { mode: 0o600 });
}
