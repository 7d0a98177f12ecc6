// The data as the page holds it: JSON, deflated, in base64.

import type { PageData } from '../page-data';

export async function readData(text: string): Promise<PageData> {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).json() as Promise<PageData>;
}
