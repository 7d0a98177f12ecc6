// Writes src/page/page-script.gen.ts: what runs in the page's browser, and its style, each as one minified text. To be
// run after a change of src/page/browser or src/page/style (`npm run page`); a spec fails until it has been.
import { writeFileSync } from 'node:fs';
import { pageScript } from './page/page-script';

const text = pageScript();
writeFileSync('src/page/page-script.gen.ts', text);
console.log(`src/page/page-script.gen.ts: ${text.length} characters`);
