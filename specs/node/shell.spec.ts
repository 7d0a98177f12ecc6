// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the shell's own
// Scripts as they are understood, and beside them as the shell of this machine runs them.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { drive, runAtOnce, startCommand } from '../../src/node/shell/drive';
import type { ShellWorld } from '../../src/node/shell/env';
import { parseScript } from '../../src/node/shell/parse';
import { NotUnderstood } from '../../src/node/shell/syntax';

const facts = { variables: new Map([['GREETING', 'hello world']]), hostname: 'web-0' };

function memory(): ShellWorld {
  const files = new Map<string, string>();
  const below = (path: string) => [...files.keys()].filter((name) => name.startsWith(path === '/' ? '/' : `${path}/`));
  return {
    read: (path) => files.get(path),
    kind: (path) => {
      if (files.has(path)) return 'file';
      return path === '/' || files.has(`${path}/`) || below(path).length > 0 ? 'directory' : undefined;
    },
    write: (path, content) => void files.set(path, content),
    remove: (path) => {
      files.delete(path);
      files.delete(`${path}/`);
    },
    makeDirectory: (path) => void files.set(`${path}/`, ''),
    list: (path) =>
      [...new Set(below(path).map((name) => name.slice(path === '/' ? 1 : path.length + 1).split('/')[0] ?? ''))]
        .filter(Boolean)
        .sort(),
  };
}

function run(script: string, flags = '-c') {
  const start = startCommand(['sh', flags, script], facts, 0);
  const driven = start && runAtOnce(start, memory());
  if (!driven) return undefined;
  const text = driven.lines.map((line) => `${line.text}\n`).join('');
  return { code: driven.code, output: driven.open === '' ? text : text.slice(0, -1) };
}

/** What both print to one place. */
const scripts: readonly string[] = [
  'echo a; echo b && echo c || echo d; false || echo e; false && echo f; ! true; echo $?',
  'for i in 1 2 3; do if [ $i -eq 2 ]; then continue; fi; echo "n $i"; done',
  'i=0; while [ $i -lt 5 ]; do i=$((i + 1)); [ $i = 4 ] && break; done; echo $i',
  'until [ "$n" = xxx ]; do n=${n}x; done; echo $n',
  'for i in $(seq 1 3); do printf "%s-" $i; done; echo',
  'case foobar in foo*) echo one;; *) echo two;; esac; case x in a|x) echo y;; esac',
  'f() { echo "f $1 $#"; return 3; }; f a b; echo $?',
  'x="a  b"; echo $x; echo "$x"; echo \'$x\'; echo "\\$x \\"q\\""',
  'echo ${UNSET:-default} ${GREETING:+set} ${#GREETING} ${GREETING#* } ${GREETING%% *}',
  'echo one > f; echo two >> f; cat f; cat < f | wc -l | tr -d " "',
  'printf "b\\na\\nb\\n" | sort -u | head -n 1',
  'echo "a b c" | cut -d " " -f 2; echo abc | tr a-z A-Z; echo abc | grep -q b && echo yes',
  'mkdir -p d/e && touch d/e/x && ls d/e && [ -d d ] && [ -f d/e/x ] && [ ! -e nope ] && echo ok',
  'cp -r . /dev/null 2>/dev/null; echo x > a; mv a b; [ -f a ] || cat b; rm b; [ -e b ] || echo gone',
  'cat <<EOF\nhello $GREETING\n  $(echo sub)\nEOF\necho after',
  "cat <<'EOF' > conf\nplain $GREETING\nEOF\ncat conf",
  '(cd /; x=1; exit 4); echo $? $x',
  '{ echo a; echo b; } | while read -r line; do echo "<$line>"; done',
  'set -e; false || true; if false; then :; fi; echo still; false; echo never',
  'set -eu; echo "${MISSING-}"; echo ok',
  'echo $((2 + 3 * 4)) $(( (2 + 3) * 4 % 7 )) $((7 / 2)) $((3 > 2 ? 10 : 20))',
  'trap "echo bye" EXIT; echo hi; exit 7',
  'echo "$(echo "nested $(echo deep)")" `echo back`',
  'a=1 b=2; export a; echo "$a$b"; unset a; echo "[$a]"',
  'set -- x "y z"; for w in "$@"; do echo "$w"; done; shift; echo $1',
  'echo a | cat - ; true | false; echo $?',
  'if [ "a" = "a" ] && [ 1 -lt 2 -o 1 = 2 ]; then echo both; elif true; then echo other; else echo none; fi',
  'while read a b; do echo "$b,$a"; done <<END\n1 2\n3 4\nEND',
  'basename /a/b.txt .txt; dirname /a/b/c; echo -n no-newline',
  'sh -c "echo inner; exit 5"; echo $?; exec echo replaced; echo never',
  'sh -c -- "echo a; exit 3"; echo $?; printenv GREETING NONE; echo $?',
  'for i in 1 2 3; do for j in a b; do [ $i$j = 2a ] && break 2; echo $i$j; done; done',
];

const hasShell = spawnSync('sh', ['-c', 'echo x'], { encoding: 'utf8' }).stdout === 'x\n';
if (!hasShell) console.warn('no sh on this machine: scripts are not compared with a real shell');

describe.each(scripts)('%s', (script) => {
  test('is understood', () => expect(run(script)).toBeDefined());

  (hasShell ? test : test.skip)('as the shell of this machine', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shell-'));
    const env = { PATH: process.env.PATH ?? '', GREETING: 'hello world' };
    const { stdout, status } = spawnSync('sh', ['-c', script], { cwd: folder, env, encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(run(script)).toEqual({ code: status, output: stdout });
  });
});

describe('over time', () => {
  const start = (script: string) => startCommand(['/bin/sh', '-c', script], facts, 0);
  const ahead = (script: string, untilMs: number) => {
    const paused = start(script);
    if (!paused) return undefined;
    const { state, dueMs, code, lines } = drive(paused, { untilMs });
    return { state, dueMs, code, lines: lines.map(({ atMs, text }) => `${atMs} ${text}`) };
  };
  const rows = [
    { script: 'echo a; sleep 2; echo b; exit 3', state: 'ended', dueMs: 2000, code: 3, lines: ['0 a', '2000 b'] },
    {
      script: 'while true; do date +%T; sleep 5; done',
      state: 'waits',
      dueMs: 15_000,
      lines: ['0 00:00:00', '5000 00:00:05', '10000 00:00:10'],
    },
    { script: 'for i in 1 2; do sleep 1m; done', state: 'waits', dueMs: 60_000, lines: [] },
    { script: 'echo up; sleep infinity', state: 'rests', dueMs: 0, lines: ['0 up'] },
    { script: 'tail -f /dev/null', state: 'rests', dueMs: 0, lines: [] },
    { script: '[[ -n a ]] && echo bash', state: 'ended', dueMs: 0, lines: ['0 bash'] },
    { script: 'sleep 3; [ -f /ready ]', state: 'files', dueMs: 3000, lines: [] },
    { script: 'sleep 1 & sleep 3 & wait; echo both', state: 'ended', dueMs: 3000, code: 0, lines: ['3000 both'] },
    { script: 'echo starting; exec nginx -g "daemon off;"', state: 'program', dueMs: 0, lines: ['0 starting'] },
    { script: 'while :; do :; done', state: 'busy', dueMs: 0, lines: [] },
    { script: 'date -u +%FT%TZ', state: 'ended', dueMs: 0, code: 0, lines: ['0 1970-01-01T00:00:00Z'] },
  ];
  test.each(rows)('$script', ({ script, code = 0, ...expected }) => {
    expect(ahead(script, 12_000)).toEqual({ code, ...expected });
  });
});

describe('not understood', () => {
  const rows = [
    'nginx',
    'echo a; curl -s x; echo b',
    'ls *.txt',
    'echo {a,b}',
    'f=$(jq . x)',
    'foo & wait',
    'while true; do date; done | tee x',
  ];
  test.each(rows)('%s', (script) => {
    const start = startCommand(['sh', '-c', script], facts, 0);
    const state = start && drive(start, { untilMs: 1000, world: memory() }).state;
    expect([undefined, 'program']).toContain(state);
  });

  test.each(['if true; then echo', 'echo "open', 'for x in a', '((x=1))', 'echo ${x/a/b}', 'cat <<E\nno end'])(
    '%s',
    (script) => {
      expect(() => parseScript(script)).toThrow(NotUnderstood);
    },
  );
});
