// One HTTP exchange as the handlers see it: a request with its whole body, and an answer that is data or a stream.
// Sockets stay in `http-server`.

import type { IncomingHttpHeaders } from 'node:http';
import type { UserInfo } from '../api/authorization/user';
import type { Representation } from './media-type';

export interface ServedRequest {
  /** `GET`, `POST`, ... */
  readonly method: string;
  /** Decoded path without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly user: UserInfo;
  /** What the client asks for instead of the object itself: a Table. */
  readonly representation?: Representation | undefined;
}

/** An object of the API: written as JSON or YAML, as the client asked. */
export interface ObjectAnswer {
  readonly kind: 'object';
  readonly status: number;
  readonly object: unknown;
  readonly warnings?: readonly string[];
  /** Media type when it is another than `application/json`. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TextAnswer {
  readonly kind: 'text';
  readonly status: number;
  readonly text: string | Buffer;
  readonly contentType?: string;
  /** Compressed when it is long, as objects are. */
  readonly zips?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Lines or bytes that come one after another until one side has enough. */
export interface StreamAnswer {
  readonly kind: 'stream';
  readonly contentType: string;
  readonly warnings?: readonly string[];
  /** Called when the header is sent. Answers what to do when the client has gone. */
  readonly start: (sink: StreamSink) => () => void;
}

/** An answer that takes virtual time: a program behind a proxy thinks. */
export interface LaterAnswer {
  readonly kind: 'later';
  /** Answers what to do when the client has gone. */
  readonly start: (done: (answer: ObjectAnswer | TextAnswer) => void) => () => void;
}

export interface StreamSink {
  /** False when the client does not keep up: it is to be cut off. */
  readonly write: (chunk: string | Buffer) => boolean;
  readonly end: () => void;
}

export type Answer = ObjectAnswer | TextAnswer | StreamAnswer | LaterAnswer;

export const objectAnswer = (object: unknown, status = 200, warnings: readonly string[] = []): ObjectAnswer => ({
  kind: 'object',
  status,
  object,
  warnings,
});

export const textAnswer = (text: string, status = 200): TextAnswer => ({ kind: 'text', status, text });

/** What the mux answers for a path that nobody serves. */
export const pageNotFound = (): TextAnswer => textAnswer('404 page not found\n', 404);
