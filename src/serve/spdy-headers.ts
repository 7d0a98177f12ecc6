// Header blocks of SPDY/3.1: names and values with their lengths, compressed by one zlib stream for a whole connection.

import { constants, createInflate, type Inflate } from 'node:zlib';

export type SpdyHeaders = ReadonlyMap<string, string>;

/** Words that the dictionary of the protocol holds with their lengths. */
const WORDS = [
  'options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges ',
  'age allow authorization cache-control connection content-base content-encoding content-language ',
  'content-length content-location content-md5 content-range content-type date etag expect expires from ',
  'host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified location ',
  'max-forwards pragma proxy-authenticate proxy-authorization range referer retry-after server te trailer ',
  'transfer-encoding upgrade user-agent vary via warning www-authenticate method get status 200_OK version ',
  'HTTP/1.1 url public set-cookie keep-alive origin',
].join('');
/** Its end, which has no lengths. */
const REST = [
  '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Author',
  'itative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 No',
  't Found500 Internal Server Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Au',
  'g Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,',
  'image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,def',
  'late,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.',
].join('');

const withLength = (word: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(word.length);
  return Buffer.concat([length, Buffer.from(word, 'latin1')]);
};

/** What both sides know before they compress. SPDY Protocol, Draft 3.1, 2.6.10.1 */
export const spdyDictionary: Buffer = Buffer.concat([
  ...WORDS.split(' ').map((word) => withLength(word.replace('_', ' '))),
  Buffer.from(REST, 'latin1'),
]);

/** Decompresses the blocks of one connection, in their order. */
export class HeaderReader {
  readonly #inflate: Inflate = createInflate({
    dictionary: spdyDictionary,
    flush: constants.Z_SYNC_FLUSH,
  });
  #failed: ((error: Error) => void) | undefined;

  constructor() {
    this.#inflate.on('error', (error) => this.#failed?.(error));
  }

  /** Errors: rejected when the block is malformed. One longer than zlib's buffer of 16 KiB is never read. */
  read(block: Buffer): Promise<SpdyHeaders> {
    return new Promise((resolve, reject) => {
      this.#failed = reject;
      this.#inflate.write(block, () => {
        const bytes = (this.#inflate.read() ?? Buffer.alloc(0)) as Buffer;
        try {
          resolve(pairsOf(bytes));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  close(): void {
    this.#inflate.close();
  }
}

function pairsOf(bytes: Buffer): SpdyHeaders {
  let at = 4;
  const text = () => {
    const length = bytes.readUInt32BE(at);
    at += 4 + length;
    return bytes.toString('latin1', at - length, at);
  };
  const headers = new Map<string, string>();
  for (let left = bytes.readUInt32BE(0); left > 0; left--) headers.set(text().toLowerCase(), text());
  return headers;
}

/** Of a zlib stream without a dictionary. */
const ZLIB_HEADER = Buffer.from([0x78, 0x01]);
/** A stored block of four bytes, which say that there are no headers, and an empty one, with which readers stop. */
const NO_HEADERS = Buffer.from([0x00, 0x04, 0x00, 0xfb, 0xff, 0, 0, 0, 0, 0x00, 0x00, 0x00, 0xff, 0xff]);

/** A block without headers; the first of a connection opens its stream. */
export const emptyHeaders = (isFirst: boolean): Buffer =>
  isFirst ? Buffer.concat([ZLIB_HEADER, NO_HEADERS]) : NO_HEADERS;
