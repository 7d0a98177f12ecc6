// A cluster's past as one HTML text that needs nothing else: data, script and style stand in it, and its policy lets it
// load nothing and run nothing but that script.

import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import type { Cluster } from '../cluster/cluster';
import { type PageOptions, pageData } from './data';
import type { PageData } from './page-data';
import { SCRIPT, STYLE } from './page-script.gen';

/** The page of all that happened in a cluster until now. The same run gives the same text. */
export function pageText(cluster: Cluster, options: PageOptions = {}): string {
  return htmlOf(pageData(cluster, options));
}

/** The page of the data. */
export function htmlOf(data: PageData): string {
  const title = htmlText(data.title);
  const shuffle = data.shuffle === null ? '' : `, shuffle ${data.shuffle}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="generator" content="wavetank">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header class="bar">
<h1>${title}</h1>
<span class="about">seed ${data.seed}${shuffle}</span>
<div class="find" role="search">
<label class="sr" for="search">Search the rows</label>
<input id="search" type="search" placeholder="Search   /" autocomplete="off" spellcheck="false">
<span id="matches" role="status"></span>
</div>
<div class="tools" role="group" aria-label="View">
<button id="squeeze" type="button" aria-pressed="true" title="Squeeze quiet time (q)">squeeze</button>
<button id="wider" type="button" aria-label="Zoom out" title="Zoom out (-)">−</button>
<button id="narrower" type="button" aria-label="Zoom in" title="Zoom in (+)">+</button>
<button id="whole" type="button" title="All of the time (0)">all</button>
<button id="theme" type="button" aria-label="Light or dark" title="Light or dark (t)">◐</button>
<button id="ask" type="button" aria-label="Help" title="Help (?)">?</button>
</div>
</header>
<main>
<section id="timeline" aria-label="Timeline">
<div class="clock">
<div class="now">
<output for="slider"><span id="instant"></span><span id="calendar"></span></output>
<button id="previous" type="button" aria-label="Previous change" title="Previous change ([)">◂</button>
<button id="next" type="button" aria-label="Next change" title="Next change (])">▸</button>
</div>
<div class="rule">
<canvas id="axis" aria-hidden="true"></canvas>
<input id="slider" type="range" min="0" step="1" aria-label="Time">
</div>
</div>
<div id="lanes">
<div id="tree" role="tree" aria-label="Objects"></div>
<div id="lane-area" aria-hidden="true"><canvas id="lane-canvas"></canvas><div id="cursor"></div></div>
</div>
</section>
<section id="nodes" aria-label="Nodes at this instant">
<h2>Nodes, by what is requested of them</h2>
<div id="node-scroller"><canvas id="node-canvas" aria-hidden="true"></canvas><div id="node-list"></div></div>
</section>
<aside id="details" aria-labelledby="details-title" tabindex="-1">
<button id="close-details" type="button" aria-label="Close the details" title="Close (Esc)">✕</button>
<div id="details-body"></div>
</aside>
</main>
<footer id="legend" aria-label="Legend"></footer>
<dialog id="help" aria-labelledby="help-title">
<h2 id="help-title">Keys</h2>
<p>Tab goes from part to part. In the tree the arrows walk and open, Enter chooses; on the slider they go from change to
change. Choose any line of a state to see its causes.</p>
<dl id="keys"></dl>
<button id="close-help" type="button">Close</button>
</dialog>
<noscript>This page needs JavaScript; it loads nothing.</noscript>
<script id="data" type="text/plain">${packed(data)}</script>
<script type="module">${SCRIPT}</script>
</body>
</html>
`;
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(STYLE)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function htmlText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] as string);
}

/** JSON, a fifth of its size, in letters that mean nothing to HTML. */
function packed(data: PageData): string {
  return deflateRawSync(JSON.stringify(data)).toString('base64');
}
