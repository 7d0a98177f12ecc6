// What client-go says of an answer that is none: the code, and what the server said in plain text.
// upstream: apimachinery/pkg/api/errors NewGenericServerResponse

import { goQuote } from '../../kinds/validation/field-error';

const TEXTS: Readonly<Record<number, string>> = {
  400: 'the server rejected our request for an unknown reason',
  401: 'the server has asked for the client to provide credentials',
  404: 'the server could not find the requested resource',
  405: 'the server does not allow this method on the requested resource',
  409: 'the server reported a conflict',
  422: 'the server rejected our request due to an error in our request',
  429: 'the server has received too many requests and has asked us to try again later',
  503: 'the server is currently unable to handle the request',
  504: 'the server was unable to return a response in the time allotted, but may still be processing the request',
};

export function httpFault(status: number, body: string): string {
  const said = body.trim();
  if (status === 403) return said;
  const known = TEXTS[status];
  if (known !== undefined) return known;
  if (status >= 500) return `an error on the server (${goQuote(said)}) has prevented the request from succeeding`;
  return `the server responded with the status code ${status} but did not return more information`;
}
