// PEM blocks, found as Go finds them. upstream: Go encoding/pem Decode

import { decodeBase64 } from '../base64';

export interface PemBlock {
  readonly type: string;
  readonly hasHeaders: boolean;
  readonly bytes: Uint8Array;
}

const BLOCK =
  /(?:^|\n)-----BEGIN ([^\n]*?)-----[ \t\r]*\n((?:(?!-----BEGIN )[\s\S])*?)-----END ([^\n]*?)-----[ \t\r]*(?=\n|$)/g;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The blocks of a text in their order; what is not well formed is passed over. */
export function pemBlocks(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = [];
  for (const [, type = '', inner = '', end] of text.matchAll(BLOCK)) {
    const lines = inner.split('\n');
    let headers = 0;
    while (lines[headers]?.includes(':')) headers++;
    const encoded = lines
      .slice(headers)
      .join('')
      .replace(/[ \t\r]/g, '');
    if (end !== type || !BASE64.test(encoded)) continue;
    blocks.push({ type, hasHeaders: headers > 0, bytes: Uint8Array.from(decodeBase64(encoded)) });
  }
  return blocks;
}

/** The bytes of base64 as a text, one character each. */
export function latin1Text(encoded: string): string {
  let text = '';
  for (const byte of decodeBase64(encoded)) text += String.fromCharCode(byte);
  return text;
}
