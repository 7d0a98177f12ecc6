// Builds dist/ from the entries of scripts/entries.json. All entries go through one esbuild run with shared chunks, so
// that the library's state exists once however it is reached; CommonJS is the only code, ES modules re-export it by
// name. `--code FOLDER` writes the CommonJS alone, into another folder: what the specs of the command run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const [option, folder] = process.argv.slice(2);
if (option !== undefined && (option !== '--code' || folder === undefined)) fail(`unknown: ${process.argv.slice(2)}`);
const dist = folder === undefined ? join(root, 'dist') : resolve(folder);
const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

const groups = readJson('scripts/entries.json');
/** The entries of some groups, as [name, source]. */
const entriesOf = (...names) => names.flatMap((name) => Object.entries(groups[name]));

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const exportsOf = await bundle();
if (folder === undefined) {
  for (const [name] of entriesOf('library', 'preset')) writeModule(name, exportsOf.get(name));
  emitTypes();
  writeSchema();
  checkExports();
}

/** Bundles all entries with shared chunks, then turns each output into CommonJS. Gives the names that each exports. */
async function bundle() {
  const { outputFiles, metafile } = await build({
    entryPoints: Object.fromEntries(entriesOf('library', 'preset', 'hooks', 'bin', 'threads')),
    absWorkingDir: root,
    outdir: dist,
    chunkNames: 'chunk-[hash]', // beside the entries: __dirname is dist wherever a piece of code ends up
    outExtension: { '.js': '.cjs' },
    bundle: true,
    splitting: true,
    format: 'esm', // splitting exists for ES modules only; the second step below makes them CommonJS
    packages: 'external',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  for (const { path, text } of outputFiles) writeFileSync(path, await commonJs(basename(path, '.cjs'), text));
  const outputs = Object.entries(metafile.outputs);
  return new Map(outputs.map(([path, { exports }]) => [basename(path, '.cjs'), exports]));
}

async function commonJs(name, text) {
  const { code } = await transform(text, {
    format: 'cjs',
    target: 'node20',
    tsconfigRaw: { compilerOptions: { alwaysStrict: true } }, // modules are strict, and so is what they become
    // The only imports that stay are of our own chunks and of packages, and both can be required.
    supported: { 'dynamic-import': false },
    ...(name in groups.bin && { banner: '#!/usr/bin/env node' }),
    // jest looks for the default export of anything marked __esModule; a plain object it takes as it is.
    ...((name in groups.preset || name in groups.hooks) && { footer: 'module.exports = { ...module.exports };' }),
  });
  return code;
}

/** An ES module that hands on the CommonJS bundle under its names. */
function writeModule(name, exports) {
  if (exports.includes('default'))
    fail(`${name} has a default export, which reads differently from either kind of module`);
  const names = [...exports].sort();
  const lines = [`import bundle from './${name}.cjs';`];
  if (names.length > 0) lines.push(`export const { ${names.join(', ')} } = bundle;`);
  writeFileSync(join(dist, `${name}.mjs`), `${lines.join('\n')}\n`);
}

/** Declarations of all that the entries reach, and for each entry one file for either kind of module. */
function emitTypes() {
  const config = join(root, 'node_modules/.cache/wavetank/tsconfig.types.json');
  const entries = entriesOf('library', 'preset');
  mkdirSync(join(config, '..'), { recursive: true });
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        rootDir: join(root, 'src'),
        outDir: join(dist, 'types'),
        typeRoots: [join(root, 'node_modules/@types')],
      },
      include: [],
      files: entries.map(([, path]) => join(root, path)),
    }),
  );
  run(join(root, 'node_modules/typescript/bin/tsc'), '--project', config);
  keepReached(entries.map(([, path]) => join(dist, path.replace(/^src/, 'types').replace(/\.ts$/, '.d.ts'))));
  for (const [name, path] of entries) {
    const types = path.replace(/^src\//, './types/').replace(/\.ts$/, '.js');
    for (const extension of ['.d.mts', '.d.cts']) {
      writeFileSync(join(dist, `${name}${extension}`), `import '${types}';\nexport * from '${types}';\n`);
    }
  }
}

/** Takes away the declarations that none of these leads to: most of the simulation is nobody's type. */
function keepReached(entries) {
  const reached = new Set(entries);
  for (const file of reached) {
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import\(|import) ?['"](\.[^'"]+)['"]/g)) {
      const target = join(file, '..', path);
      reached.add([`${target}.d.ts`, join(target, 'index.d.ts')].find(existsSync) ?? fail(`${file} imports ${path}`));
    }
  }
  for (const entry of readdirSync(join(dist, 'types'), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !reached.has(file)) rmSync(file);
  }
}

/** The JSON schemas: for editors, as the command prints them, and of reports. */
function writeSchema() {
  mkdirSync(join(root, 'schema'), { recursive: true });
  const words = { spec: [], check: ['--check'], 'check-report': ['--check-report'] };
  for (const [name, options] of Object.entries(words)) {
    const schema = JSON.parse(run(join(dist, 'cli.cjs'), 'schema', ...options));
    writeFileSync(join(root, `schema/${name}.schema.json`), `${JSON.stringify(schema)}\n`);
  }
  const report = readJson('src/checks/upgrade/diff-report.schema.json');
  writeFileSync(join(root, 'schema/diff-report.schema.json'), `${JSON.stringify(report)}\n`);
}

/** Every file that package.json promises is there. */
function checkExports() {
  const { exports, main, types, bin } = readJson('package.json');
  const targets = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(targets));
  const absent = [main, types, ...Object.values(bin), ...targets(exports)]
    .filter((path) => !path.includes('*'))
    .filter((path) => !existsSync(join(root, path)));
  if (absent.length > 0) fail(`package.json names files that the build does not write: ${absent.join(', ')}`);
}

function run(script, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) fail(`${basename(script)} failed:\n${stdout}${stderr}`);
  return stdout;
}

function fail(message) {
  console.error(`build: ${message}`);
  process.exit(1);
}
