// Writes an answer to its socket: JSON or YAML, indented or not, compressed when it is long, with the headers that the
// server always sends.

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { goJsonInOrder } from '../kinds/go-json';
import type { Answered } from './dispatch';
import type { ObjectAnswer, StreamAnswer, TextAnswer } from './exchange';
import { plain, Rendered } from './rendered';

/** Shorter answers are not compressed. */
const GZIP_FROM_BYTES = 128 * 1024;
const GZIP_LEVEL = 1;
/** So much may wait for a client; one that has more waiting does not keep up. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

const baseHeaders = (): OutgoingHttpHeaders => ({
  'audit-id': randomUUID(),
  'cache-control': 'no-cache, private',
  'x-kubernetes-pf-flowschema-uid': FLOW_SCHEMA,
  'x-kubernetes-pf-prioritylevel-uid': PRIORITY_LEVEL,
});

const [FLOW_SCHEMA, PRIORITY_LEVEL] = [randomUUID(), randomUUID()];

export function writeAnswer(request: IncomingMessage, response: ServerResponse, answered: Answered): void {
  const { answer } = answered;
  if (answer.kind === 'object') writeObject(request, response, answered, answer);
  else if (answer.kind === 'text') writeText(request, response, answer);
  else if (answer.kind === 'stream') writeStream(response, answer);
  else {
    let forget = () => {};
    response.on('close', () => forget());
    forget = answer.start((ready) => {
      if (!response.destroyed) writeAnswer(request, response, { ...answered, answer: ready });
    });
  }
}

function writeObject(
  request: IncomingMessage,
  response: ServerResponse,
  { media, pretty }: Answered,
  { object, status, warnings, contentType, headers }: ObjectAnswer,
): void {
  const type = contentType ?? (media === 'yaml' ? 'application/yaml' : 'application/json');
  const text = media === 'yaml' ? yamlText(object) : jsonOf(object, pretty);
  const bytes = Buffer.from(text);
  const { sent, encoding } = zipped(request, bytes);
  response.writeHead(status, {
    ...baseHeaders(),
    ...(warningHeaders(warnings) as OutgoingHttpHeaders),
    'content-type': type,
    'content-length': sent.length,
    ...encoding,
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : sent);
}

function jsonOf(object: unknown, pretty: boolean): string {
  if (pretty) return goJsonInOrder(plain(object), 2);
  return `${object instanceof Rendered ? object.json() : goJsonInOrder(object)}\n`;
}

/** The JSON form as YAML: keys sorted, and quoted what YAML 1.1, which clients read, takes for no text. */
function yamlText(object: unknown): string {
  const value: unknown = JSON.parse(jsonOf(object, false));
  return stringify(value, {
    version: '1.1',
    sortMapEntries: true,
    indentSeq: false,
    lineWidth: 0,
    blockQuote: 'literal',
    aliasDuplicateObjects: false,
  });
}

function zipped(request: IncomingMessage, bytes: Buffer): { sent: Buffer; encoding: OutgoingHttpHeaders } {
  const takesZipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (bytes.length <= GZIP_FROM_BYTES || !takesZipped) return { sent: bytes, encoding: {} };
  const encoding = { 'content-encoding': 'gzip', vary: 'Accept-Encoding' };
  return { sent: gzipSync(bytes, { level: GZIP_LEVEL }), encoding };
}

const NOT_MODIFIED = 304;

function writeText(
  request: IncomingMessage,
  response: ServerResponse,
  { status, text, contentType, zips, headers }: TextAnswer,
): void {
  if (status === NOT_MODIFIED) {
    // Its headers replace those that the client has kept.
    response.writeHead(status, { ...baseHeaders(), ...headers }).end();
    return;
  }
  const type = contentType ?? 'text/plain; charset=utf-8';
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const { sent, encoding } = zips ? zipped(request, bytes) : { sent: bytes, encoding: {} };
  const own = { 'content-type': type, ...encoding, ...headers, 'content-length': sent.length };
  response.writeHead(status, { ...baseHeaders(), ...own });
  response.end(sent);
}

function writeStream(response: ServerResponse, { contentType, warnings, start }: StreamAnswer): void {
  response.writeHead(200, {
    ...baseHeaders(),
    ...(warningHeaders(warnings) as OutgoingHttpHeaders),
    'content-type': contentType,
  });
  response.flushHeaders();
  let stop: (() => void) | undefined;
  let gone = false;
  const leave = () => {
    gone = true;
    stop?.();
    stop = undefined;
  };
  response.on('close', leave);
  stop = start({
    write: (chunk) => {
      if (gone || response.writableLength > MAX_WAITING_BYTES) return false;
      response.write(chunk);
      return true;
    },
    end: () => response.end(),
  });
  if (gone) leave();
}

/** One header each, repeated texts once. upstream: apiserver/pkg/warning, net/http.NewWarningHeader */
function warningHeaders(warnings: readonly string[] = []): Record<string, string[]> {
  const texts = [...new Set(warnings)];
  if (texts.length === 0) return {};
  return { Warning: texts.map((text) => `299 - "${quotable(text)}"`) };
}

/** Header values carry bytes; quotes and backslashes are escaped and control characters left out. */
function quotable(text: string): string {
  const printable = [...text].filter((char) => char >= ' ' && char !== '\x7f').join('');
  return Buffer.from(printable.replace(/["\\]/g, '\\$&')).toString('latin1');
}
