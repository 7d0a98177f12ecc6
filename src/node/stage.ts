// What a sync still has to do, one step after the other; each is done at one instant (stages.ts).

export type Stage =
  | { readonly do: 'volumes'; readonly sinceMs: number }
  | { readonly do: 'probes' | 'actions' | 'devices' | 'sandbox' | 'sandboxed' | 'stopped' }
  | { readonly do: 'kill'; readonly container: string; readonly message: string; readonly cause: KillCause }
  | { readonly do: 'killPod' | 'podKilled' }
  | { readonly do: 'remove'; readonly containers: readonly string[] }
  | { readonly do: 'resize'; readonly containers: readonly string[] }
  | { readonly do: 'start'; readonly container: string; readonly killed: boolean }
  | { readonly do: 'pulled'; readonly container: string; readonly askedMs: number }
  | { readonly do: 'create'; readonly container: string }
  | { readonly do: 'started'; readonly container: string; readonly variables: ReadonlyMap<string, string> }
  | { readonly do: 'hooked'; readonly container: string; readonly failure: string | undefined }
  | { readonly do: 'unhooked'; readonly container: string; readonly failure: string };

export type KillCause = 'unknown' | 'liveness' | 'startup' | 'postStart' | 'restartAll';
