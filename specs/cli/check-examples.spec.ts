// The examples of how a check is used: a workflow on GitHub, hooks of git, a Job on Kubernetes. They run as they are.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { cluster } from '../../src/index';
import { builtPackage, wavetank } from '../support/built';
import { folderWith, plainEnvironment, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

const root = join(__dirname, '../..');
const example = (path: string) => join(root, 'fixtures/examples', path);
const dangling = manifest('api').replace('selector: { app: api }\n  ports', 'selector: { app: apy }\n  ports');
/** The rules of the examples, whatever else there is. */
const CONFIGURATION = 'profile: essential\nmanifests: deploy\n';

const folders: string[] = [];
afterAll(() => folders.forEach(removeFolder));

/** A folder with the command in its node_modules, as `npm ci` leaves it, and tools that stand for npm and npx. */
function project(files: Readonly<Record<string, string>>): string {
  const bin = `#!/bin/sh\nexec "${process.execPath}" "${join(builtPackage(), 'dist/cli.cjs')}" "$@"\n`;
  const folder = folderWith({
    'wavetank.yaml': CONFIGURATION,
    '.gitignore': 'node_modules\ntools\n',
    'node_modules/.bin/wavetank': bin,
    'tools/npm': '#!/bin/sh\nexit 0\n',
    'tools/npx': '#!/bin/sh\ncommand=$1\nshift\nexec "./node_modules/.bin/$command" "$@"\n',
    ...files,
  });
  folders.push(folder);
  spawnSync('chmod', ['+x', 'node_modules/.bin/wavetank', 'tools/npm', 'tools/npx'], { cwd: folder });
  return folder;
}

function shell(line: string, cwd: string, env: NodeJS.ProcessEnv = {}) {
  const path = `${join(cwd, 'tools')}:${process.env.PATH}`;
  const world = { ...plainEnvironment(), PATH: path, ...env };
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', line], {
    cwd,
    encoding: 'utf8',
    env: world,
  });
  return { code: status, stdout, stderr };
}

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly strategy?: { readonly matrix: { readonly shard: readonly number[] } };
        readonly steps: readonly { readonly run?: string }[];
      }
    >
  >;
}

/** Runs the lines of a workflow one after the other; the first that fails ends it. */
function runWorkflow(cwd: string) {
  const { jobs } = parse(readFileSync(example('github/workflow.yaml'), 'utf8')) as Workflow;
  const lines = Object.values(jobs).flatMap(({ strategy, steps }) =>
    (strategy?.matrix.shard ?? [0]).flatMap((shard) =>
      steps.flatMap(({ run }) => run?.replaceAll(/\$\{\{ matrix\.shard \}\}/g, String(shard)) ?? []),
    ),
  );
  expect(lines).toHaveLength(6);
  const env = { GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
  let end = { code: 0 as number | null, stdout: '', stderr: '' };
  for (const line of lines) {
    end = shell(line, cwd, env);
    if (end.code !== 0) return { line, ...end };
  }
  return { line: '', ...end };
}

beforeAll(() => void builtPackage());

describe('the workflow', () => {
  test('stops a pull request with findings, at the last step, which tells of them', () => {
    const cwd = project({ '.git/HEAD': '', 'deploy/api.yaml': dangling });
    const { code, line, stdout } = runWorkflow(cwd);
    expect({ code, line }).toEqual({ code: 1, line: expect.stringMatching(/^npx wavetank report merge/) });
    expect(stdout).toMatch(/^::error file=deploy\/api\.yaml,line=24,/m);
    expect(stdout).toContain('Service default/api\n  error  service-selects-pods  deploy/api.yaml:24:3');
    expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toContain('## wavetank check failed');
    expect(JSON.parse(readFileSync(join(cwd, 'check.sarif'), 'utf8')).runs[0].results).toHaveLength(1);
  });

  test('lets a good one pass', () => {
    const { code, stdout } = runWorkflow(project({ '.git/HEAD': '', 'deploy/api.yaml': manifest('api') }));
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('0 errors') });
  });

  test('fails at once when there is nothing to check', () => {
    const { code, line } = runWorkflow(project({ '.git/HEAD': '' }));
    expect({ code, line }).toEqual({ code: 1, line: expect.stringContaining('--shard 1/2') });
  });
});

describe('before a commit', () => {
  const git = (cwd: string, words: string) => shell(`git -c user.name=a -c user.email=a@example.com ${words}`, cwd);
  const write = (cwd: string, path: string, text: string) => writeFileSync(join(cwd, path), text);

  function repository(hook: (folder: string) => void): string {
    const cwd = project({ 'deploy/web.yaml': manifest('web') });
    expect(git(cwd, 'init -q .').code).toBe(0);
    hook(cwd);
    return cwd;
  }

  const installHook = (folder: string) => cpSync(example('git-hook/pre-commit'), join(folder, '.git/hooks/pre-commit'));

  test('the hook lets what is good pass, and refuses what is not', () => {
    const cwd = repository(installHook);
    git(cwd, 'add .');
    expect(git(cwd, 'commit -qm good')).toMatchObject({ code: 0 });
    write(cwd, 'deploy/api.yaml', dangling);
    git(cwd, 'add .');
    const { code, stdout, stderr } = git(cwd, 'commit -qm bad');
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('error  service-selects-pods  deploy/api.yaml:24:3');
    expect(git(cwd, 'log --format=%s').stdout).toBe('good\n');
  });

  test('the hook looks at what is staged', () => {
    const cwd = repository(installHook);
    write(cwd, 'deploy/api.yaml', dangling);
    git(cwd, 'add .');
    write(cwd, 'deploy/api.yaml', manifest('api'));
    expect(git(cwd, 'commit -qm bad')).toMatchObject({ code: 1 });
    git(cwd, 'add .');
    write(cwd, 'deploy/api.yaml', dangling);
    expect(git(cwd, 'commit -qm good')).toMatchObject({ code: 0 });
  });

  test("pre-commit's hook runs the same", () => {
    const [hook] = parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'));
    expect(hook).toMatchObject({ id: 'wavetank-check', pass_filenames: false });
    const words = hook.entry.split(' ').slice(1);
    expect(wavetank(words, { cwd: project({ '.git/HEAD': '', 'deploy/web.yaml': manifest('web') }) }).code).toBe(0);
    expect(wavetank(words, { cwd: project({ '.git/HEAD': '', 'deploy/api.yaml': dangling }) }).code).toBe(1);
  });
});

describe('the Job of shards', () => {
  const documents = ['check.yaml', 'manifests.yaml'].flatMap((file) =>
    parseAllDocuments(readFileSync(example(`shards/${file}`), 'utf8')).map((document) => document.toJS()),
  );
  const named = (kind: string) => documents.find((object) => object.kind === kind);

  test('is itself without findings', () => {
    const { code, stdout } = wavetank(['check', example('shards'), '--fail-on', 'warning']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('0 errors, 0 warnings') });
  });

  test('comes to its end in the simulation', () => {
    const shop = cluster({ programs: [{ image: 'registry.example/wavetank:*', exits: { code: 0, afterMs: 60_000 } }] });
    shop.load(example('shards'));
    shop.advance('5m');
    const job = shop.get('Job', 'checks', 'check');
    expect(job?.status).toMatchObject({ succeeded: 4, completedIndexes: '0-3' });
    expect(job?.status?.conditions).toContainEqual(expect.objectContaining({ type: 'Complete', status: 'True' }));
  });

  test('prints reports that merge into what one run finds', () => {
    const cwd = project({ ...named('ConfigMap').data });
    const { command } = named('Job').spec.template.spec.containers[0];
    const { completions } = named('Job').spec;
    for (let index = 0; index < completions; index++) {
      const [program, ...words] = command as readonly [string, ...string[]];
      const { status, stdout } = spawnSync(program, words, {
        cwd,
        encoding: 'utf8',
        env: {
          ...plainEnvironment(),
          PATH: `${join(cwd, 'node_modules/.bin')}:${process.env.PATH}`,
          JOB_COMPLETION_INDEX: String(index),
        },
      });
      expect({ index, status }).toEqual({ index, status: 0 });
      shell(`cat > tools/check-${index}.json <<'END'\n${stdout}END`, cwd);
    }
    const whole = wavetank(['check', '.'], { cwd });
    expect(whole.stdout).toContain('service-selects-pods');
    expect(wavetank(['report', 'merge', 'tools/check-*.json'], { cwd })).toEqual(whole);
  });
});
