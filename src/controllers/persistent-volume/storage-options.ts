// Who makes volumes in a cluster, as one record that a user can change. Kubernetes itself makes none: a claim whose
// class names a provisioner waits for one. The simulated one works under the names given here.

export interface StorageOptions {
  /**
   * Provisioners of StorageClasses that the simulated one stands in for: a driver such as `ebs.csi.aws.com` makes
   * network disks, any other name (`rancher.io/local-path`) directories on nodes.
   */
  readonly provisioners: readonly string[];
  /** How long it takes to make, to resize or to delete a volume. */
  readonly provisionMs: number;
}

/** What a StorageClass names when it means no product. */
export const SIMULATED_PROVISIONER = 'disk.wavetank';

export const DEFAULT_STORAGE: StorageOptions = Object.freeze({
  provisioners: Object.freeze([SIMULATED_PROVISIONER]),
  provisionMs: 1000,
});
