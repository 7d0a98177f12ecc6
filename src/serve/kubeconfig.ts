// The kubeconfig of a served cluster.

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
