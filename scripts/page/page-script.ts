// Bundles what runs in the page for browsers of the last years, as the module that `src/page/render.ts` imports.
import { buildSync } from 'esbuild';

/** The module's text. Paths are from the project's root, so that the result is the same wherever that is. */
export function pageScript(root = process.cwd()): string {
  const bundle = (entry: string) =>
    buildSync({
      entryPoints: [entry],
      absWorkingDir: root,
      bundle: true,
      minify: true,
      charset: 'utf8',
      legalComments: 'none',
      target: ['chrome111', 'firefox113', 'safari16.4'],
      write: false,
      format: 'esm',
    }).outputFiles[0]?.text.trimEnd() ?? '';
  const [script, style] = [bundle('src/page/browser/main.ts'), bundle('src/page/style/page.css')];
  for (const text of [script, style]) {
    if (/<\/(script|style)|<!--/i.test(text)) throw new Error('the page cannot hold what ends its own elements');
  }
  return `// Made by \`npm run page\` from src/page/browser and src/page/style/page.css.

export const SCRIPT = ${JSON.stringify(script)};

export const STYLE = ${JSON.stringify(style)};
`;
}
