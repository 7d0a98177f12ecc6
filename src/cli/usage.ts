// What the command line prints for help, and the error of wrong use.

export const EXIT = { passed: 0, failed: 1, usage: 2, fault: 3 } as const;

/** Wrong use or unreadable input: exit code 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

export const HELP = `wavetank: tests for Kubernetes manifests against a simulated control plane

Usage:
  wavetank test [paths…]         run specs, TypeScript and *.spec.yaml; needs no configuration
  wavetank run <manifests…>      load manifests, let time pass, print what came of it
  wavetank check [manifests…]    tell what is wrong with manifests, with proof
  wavetank report merge FILES…   put the JSON reports of a check's shards together, as any --report
  wavetank diff OLD NEW          apply NEW over OLD in a simulated cluster, print what that breaks, loses and restarts
  wavetank serve [manifests…]    serve a cluster to kubectl and other clients
  wavetank init [folder]         write a starter spec beside your manifests
  wavetank import <folder|file>  write specs from a suite of Chainsaw, kuttl or helm-unittest
  wavetank schema [modules…]     print the JSON Schema of spec files, with the words of your own modules;
                                 --check that of the configuration of check, --check-report that of its JSON

Manifests are files, folders, globs, or - for standard input; run, check and diff take Helm charts, Kustomize overlays
and REV:PATH of a git revision too.

Options of run:
  --cluster FILE       what the cluster is, as under cluster: in a spec file: nodes, programs, webhooks, …
  --nodes N            how many nodes (3)
  --for SPAN           how long to run, such as 5m (until settled)
  --do 'WORDS'         an action after the cluster has settled, such as 'fail node node-2'; may be given again
  --seed N             decides every random choice (1)
  --events             events too
  --json               timeline and end state as JSON
  --html FILE          a page to look at: all that happened, with its causes

Options of check:
  --cluster, --nodes, --seed  as for run; --nodes takes a file with a list of nodes, too
  --config FILE        its configuration (wavetank.yaml or .wavetank.yaml, here or above in the repository)
  --environment NAME   this environment of the configuration alone
  --profile NAME       how much is asked: essential, recommended (unless given), strict
  --rule, --ignore RULE       only these rules; not these; --list-rules and --explain RULE tell of them
  --fail-on SEVERITY   what fails the check: error (unless given) or warning
  --base MANIFESTS     what the cluster holds already; not checked itself
  --static             nothing is simulated
  --no-campaigns       everything is started and nothing more; --jobs N campaigns at a time
  --shard I/N          a part of the work; wavetank report merge puts the JSON reports together
  --baseline FILE      findings that were there before stand; --write-baseline FILE writes those of now
  --report NAME[=FILE] people (unless given), json, junit, sarif, github, tap, markdown; may be given again

Options of diff:
  --cluster, --nodes, --seed, --json  as for run
  --for SPAN           how long to watch after the change, such as 5m (until settled, and 30s more)
  --prune              delete what NEW lacks, as kubectl apply --prune does
  --base MANIFESTS     what the cluster holds besides; may be given again

Options of run, check and diff for Helm charts:
  --helm-values FILE   values, as helm's --values; may be given again
  --helm-set K=V       one value, as helm's --set; may be given again
  --helm-release NAME, --helm-namespace NAME  the release

Options of serve:
  --cluster, --nodes, --seed  as for run
  --port N             where to listen (8001); 0 takes any that is free
  --host ADDRESS       on which address (127.0.0.1)
  --speed N            virtual seconds in a real one (1); 0 when only POST /wavetank/advance?for=30s moves time
  --tls                HTTPS, with a certificate made at start
  --token TEXT         the admin's token (random)
  --kubeconfig FILE    where to write the file for kubectl (in the folder for temporary files)

Options of import:
  --from TOOL          chainsaw, kuttl or helm-unittest (guessed)
  --out FOLDER         where to write (beside the tests); a file that is there is never overwritten
  --json               what was carried over and what has no equal, as JSON

Options of test are jest's: --watch, -t NAME, --shard 1/2, --bail, …; and
  --html FOLDER            a page beside each failure: all that happened until then
  --report NAME=FILE       results as junit, sarif, tap, markdown or json too; github needs no file
  --coverage-of MANIFESTS  which objects, relations and fields no expectation needs
  --mutate MANIFESTS       which edits of the manifests no spec notices

Exit codes: 0 passed, 1 failed, with findings, unsafe or not all carried over,
            2 wrong use or unreadable input, 3 a fault of wavetank's own.
`;
