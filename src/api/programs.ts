// What a packet meets when it reaches a pod's address: the one question that the network asks the nodes. The kubelets
// answer it; the cluster wires the two, so that neither folder imports the other.

export interface ProgramRequest {
  readonly podIp: string;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
  readonly path: string;
  readonly method: string;
  /** The address that the program sees as its peer. */
  readonly sourceIp: string;
}

export type ProgramAnswer =
  | {
      /** A container of a running pod listens there and answers. */
      readonly outcome: 'answered';
      readonly status: number;
      readonly delayMs: number;
      readonly body: string;
      /** `ns/name` of the pod. */
      readonly pod: string;
      readonly container: string;
      /** The process that answers; gone when `isRunning` says so. */
      readonly instance: string;
    }
  /** The pod's network is there but nothing listens on the port: connection refused. */
  | { readonly outcome: 'refused'; readonly pod: string }
  /** No live pod has the address, or its node is down: the connection times out. */
  | { readonly outcome: 'unreachable' };

/** What one container used between two looks. */
export interface ContainerUsage {
  readonly name: string;
  /** From the later of the first look and its start to the second look. */
  readonly windowMs: number;
  /** Mean over the window, in thousandths of a core. */
  readonly cpuMilli: number;
  /** At the second look. */
  readonly memoryBytes: number;
}

export interface Programs {
  answer(request: ProgramRequest): ProgramAnswer;
  /** False once that process has ended: an answer that was under way is a reset connection. */
  isRunning(instance: string): boolean;
  /** False while the machine of this name is down: nothing on it forwards, answers or refuses. */
  isNodeUp(node: string): boolean;
  /** Whether packets of one node arrive at another one; they always do where nobody says otherwise. */
  reaches?(from: string, to: string): boolean;
  /** What the running containers of a pod used from `fromMs` to `toMs`; empty when somebody is too young to tell. */
  usage(podUid: string, fromMs: number, toMs: number): readonly ContainerUsage[];
}
